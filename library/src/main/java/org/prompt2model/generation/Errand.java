package org.prompt2model.generation;

import org.prompt2model.teacher.Question;
import org.prompt2model.teacher.Reply;

/**
 * A question of a generation, with what is to become of its reply.
 *
 * @param question what is asked
 * @param use takes the reply
 */
record Errand(Question question, Use use) {
    /** What becomes of a reply. */
    interface Use {
        /**
         * Takes it.
         *
         * @param request number of the question, from 1
         * @param key of the question in the journal
         */
        void take(int request, String key, Reply reply);
    }

    /** What the teacher wrote; of a reply that was cut off, the whole items still count. */
    static String text(Reply reply) {
        if (reply instanceof Reply.Text text) {
            return text.text();
        }
        return reply instanceof Reply.Truncated truncated ? truncated.text() : "";
    }

    /** Why a reply brought nothing. */
    static String trouble(Reply reply) {
        if (reply instanceof Reply.Refused refused) {
            return shortened("refused: " + refused.why());
        }
        if (reply instanceof Reply.Failed failed) {
            return shortened("no reply: " + failed.why());
        }
        return text(reply).isBlank() ? "empty reply" : shortened("malformed reply: " + text(reply));
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > 160 ? line.substring(0, 160) + "..." : line;
    }
}
