/** IJava's functions for cells: in every notebook without an import, and for those that import them. */
package io.github.spencerpark.ijava.runtime;
