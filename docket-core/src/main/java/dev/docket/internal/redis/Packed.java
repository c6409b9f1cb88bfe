package dev.docket.internal.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A list of texts as one argument of a script: MessagePack, which Redis unpacks by {@code
 * cmsgpack.unpack}. A batch of a thousand small arguments costs Redis and the driver several times
 * as much. Only the array and string types of <a
 * href="https://github.com/msgpack/msgpack/blob/master/spec.md">the format</a> are written.
 */
final class Packed {

  private static final int HEADER = 5;

  private byte[] bytes;
  private int size = HEADER;
  private int count;

  /** An empty list; room for about so many texts to begin with. */
  Packed(int expected) {
    this.bytes = new byte[HEADER + 24 * expected];
  }

  Packed add(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    reserve(HEADER + utf8.length);
    if (utf8.length < 32) {
      bytes[size++] = (byte) (0xa0 | utf8.length);
    } else if (utf8.length < 256) {
      bytes[size++] = (byte) 0xd9;
      bytes[size++] = (byte) utf8.length;
    } else {
      bytes[size] = (byte) 0xdb;
      writeInt(size + 1, utf8.length);
      size += HEADER;
    }
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
    count++;
    return this;
  }

  Packed add(long number) {
    return add(Long.toString(number));
  }

  Packed addAll(Iterable<String> texts) {
    texts.forEach(this::add);
    return this;
  }

  /** The list as it is now. */
  byte[] toBytes() {
    bytes[0] = (byte) 0xdd;
    writeInt(1, count);
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  private void writeInt(int at, int value) {
    bytes[at] = (byte) (value >>> 24);
    bytes[at + 1] = (byte) (value >>> 16);
    bytes[at + 2] = (byte) (value >>> 8);
    bytes[at + 3] = (byte) value;
  }
}
