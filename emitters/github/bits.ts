/** A set of small whole numbers. */
export type Bits = Uint32Array

/** The empty set of numbers below `count`. */
export function noBits(count: number): Bits {
  return new Uint32Array((count + 31) >>> 5)
}

/** The numbers below `count` that `holds` picks. */
export function bitsWhere(count: number, holds: (index: number) => boolean): Bits {
  const bits = noBits(count)
  for (let index = 0; index < count; index++) if (holds(index)) addBit(bits, index)
  return bits
}

/** The numbers that are in both sets. */
export function commonBits(one: Bits, other: Bits): Bits {
  return one.map((word, index) => word & (other[index] ?? 0))
}

/** Puts a number into a set that is being made. */
export function addBit(bits: Bits, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] ?? 0) | (1 << (index & 31))
}

/** Puts all numbers of another set into a set that is being made. */
export function addBits(bits: Bits, others: Bits): void {
  for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] ?? 0) | (others[word] ?? 0)
}

/** Whether a number is in a set. */
export function hasBit(bits: Bits, index: number): boolean {
  return ((bits[index >>> 5] ?? 0) & (1 << (index & 31))) !== 0
}

/** The numbers that are in the first set and not in the second. */
export function withoutBits(bits: Bits, others: Bits): readonly number[] {
  const found: number[] = []
  for (let word = 0; word < bits.length; word++) {
    let left = (bits[word] ?? 0) & ~(others[word] ?? 0)
    for (let bit = 0; left !== 0; bit++, left >>>= 1) if (left & 1) found.push((word << 5) + bit)
  }
  return found
}
