/** JSON. The only package that uses Jackson. */
@NullMarked
package dev.docket.internal.codec;

import org.jspecify.annotations.NullMarked;
