/**
 * Who holds how much memory of the graphics cards, and who gives some back when it becomes scarce.
 *
 * <p>A {@link coda.voice.engine.gpu.GpuLedger} keeps the books: an engine registers a {@link
 * coda.voice.engine.gpu.ComponentPlan} with its {@link coda.voice.engine.gpu.GpuOwner}, and
 * reserves before it loads something and releases after it has freed it. The ledger cannot allocate
 * or free memory itself; it asks owners, and books what they confirm.
 *
 * <p>Units: bytes everywhere. "8GB" means 8 · 1024³ bytes, as graphics cards are labelled.
 */
@NullMarked
package coda.voice.engine.gpu;

import org.jspecify.annotations.NullMarked;
