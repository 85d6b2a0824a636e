/** Fails where Java finds no fonts, without which no chart can be drawn. */
class Fonts {
    public static void main(String[] arguments) {
        var fonts = java.awt.GraphicsEnvironment.getLocalGraphicsEnvironment();
        System.out.println(fonts.getAvailableFontFamilyNames().length + " families");
    }
}
