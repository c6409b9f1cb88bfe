/**
 * Redis: keys, scripts, connections and one store per concern. The only package that imports
 * Lettuce.
 */
@NullMarked
package dev.docket.internal.redis;

import org.jspecify.annotations.NullMarked;
