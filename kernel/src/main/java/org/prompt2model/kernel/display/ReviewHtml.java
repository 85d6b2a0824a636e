package org.prompt2model.kernel.display;

import org.prompt2model.serving.Review;

/** The page of a review in the notebook itself, under a link for front ends that run no scripts. */
final class ReviewHtml {
    private ReviewHtml() {}

    static String of(Review review) {
        String address = Html.escape(review.toString());
        return ObjectHtml.PARAGRAPH + "Review of " + review.size() + " rows: <a href=\"" + address
                + "\" target=\"_blank\" rel=\"noopener\">" + address + "</a></p>"
                + frame("p2m-review-" + review.uri().getPort(), address);
    }

    /** A page that answers no more would be a grey box in a saved notebook or a report: the frame is asked for first. */
    private static String frame(String id, String address) {
        return """
        <div id="%1$s"></div>
        <script type="text/javascript">
        fetch("%2$s", {mode: "no-cors"}).then(() => {
          const frame = document.createElement("iframe");
          frame.src = "%2$s";
          frame.title = "Review";
          frame.style = "width:100%%;height:36em;border:1px solid rgba(128,128,128,.4)";
          document.getElementById("%1$s").replaceChildren(frame);
        }).catch(() => {});
        </script>
        """.formatted(id, address);
    }
}
