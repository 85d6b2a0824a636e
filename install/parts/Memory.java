import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Prints how much memory this machine or container has, and how much of it Java's heap may take, in MB. */
class Memory {
    private static final long MB = 1 << 20;

    public static void main(String[] arguments) {
        long all = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        String heap = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("MaxHeapSize")
                .getValue();
        System.out.println(all / MB + " " + Long.parseLong(heap) / MB);
    }
}
