package org.prompt2model.kernel.maven;

import java.io.PrintStream;
import java.util.Locale;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/** Prints a line for each jar that arrives, and how far large ones are; ends downloads that nobody waits for. */
final class Downloads extends AbstractTransferListener {
    private static final long LARGE = 8L << 20;

    private final PrintStream out;
    private volatile boolean cancelled;

    Downloads(PrintStream out) {
        this.out = out;
    }

    /** Ends what is under way at its next piece. */
    void cancel() {
        cancelled = true;
    }

    @Override
    public void transferInitiated(TransferEvent event) throws TransferCancelledException {
        check();
    }

    @Override
    public void transferProgressed(TransferEvent event) throws TransferCancelledException {
        check();
        long before = event.getTransferredBytes() - event.getDataLength();
        boolean step = event.getTransferredBytes() / LARGE > before / LARGE;
        long total = event.getResource().getContentLength();
        if (step && event.getTransferredBytes() < total) {
            out.printf("  %s: %s of %s%n", name(event), size(event.getTransferredBytes()), size(total));
        }
    }

    @Override
    public void transferSucceeded(TransferEvent event) {
        if (!cancelled && name(event).endsWith(".jar")) {
            out.printf("  %s (%s)%n", name(event), size(event.getTransferredBytes()));
        }
    }

    private void check() throws TransferCancelledException {
        if (cancelled) {
            throw new TransferCancelledException("interrupted");
        }
    }

    private static String name(TransferEvent event) {
        String path = event.getResource().getResourceName();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String size(long bytes) {
        return bytes < 1 << 20
                ? (bytes + 1023) / 1024 + " kB"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0);
    }
}
