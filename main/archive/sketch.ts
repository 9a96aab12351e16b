/**
 * How alike texts are, without comparing each with each. A sketch holds the hashes of a fixed part of a text's shingles (runs of
 * five characters, spaces and signs apart): the same part for all texts, so that what two sketches share says what their
 * texts share (MinHash by a fixed modulus, "FracMinHash"). A short text, which would have next to none, has its lowest
 * hashes as well. How much of the shorter lies in the longer can be told too, as where an essay went into a book.
 */

const shingle = 5
/** One of so many shingles is in a sketch. */
const oneIn = 16
const limit = 2 ** 32 / oneIn
/** A sketch of a text that has as many shingles has at least this many hashes. */
const least = 64

/** The sketch of a text: hashes in ascending order, none twice. */
export function sketchOf(text: string): Uint32Array {
  const hashes = new Set<number>()
  const letters = text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase()
  for (let at = 0; at + shingle <= letters.length; at += 1) hashes.add(hashOf(letters, at))
  const sorted = Uint32Array.from(hashes).sort()
  let end = 0
  while (end < sorted.length && (sorted[end] ?? 0) < limit) end += 1
  return sorted.slice(0, Math.max(end, Math.min(least, sorted.length)))
}

/** Murmur3's mixing over one shingle: characters that follow one another lie anywhere. */
function hashOf(text: string, at: number): number {
  let hash = 0x9747b28c
  for (let index = at; index < at + shingle; index += 1) {
    let word = Math.imul(text.charCodeAt(index), 0xcc9e2d51)
    word = Math.imul((word << 15) | (word >>> 17), 0x1b873593)
    hash ^= word
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Two works that say much of the same. */
export interface AlikePair {
  /** Which of the sketches, the one that came first first. */
  readonly left: number
  readonly right: number
  /** The share of shingles, of both together, that both have, 0 to 1. */
  readonly alike: number
  /** The share of the shorter's shingles that the longer has too. */
  readonly within: number
}

/** From here on two works are near duplicates. */
const nearAlike = 0.5
/** Or where so much of one lies within the other. */
const nearWithin = 0.7
/** Fewer hashes in common may be a phrase that both have. */
const fewest = 8
/** What more works have in common is how their author begins and ends all of them. */
const mostHolders = 48

/**
 * All pairs of near duplicates, the most alike first: some seconds for ten thousand works, for it only sorts what all sketches
 * hold and counts what stands together, one part of all hashes after another. Between them others have their turn by `pause`.
 */
export async function alikePairs(sketches: readonly Uint32Array[], pause: () => Promise<void> = async () => undefined): Promise<AlikePair[]> {
  const shared = new Map<number, number>()
  const reached = new Uint32Array(sketches.length)
  for (const upTo of bounds(sketches)) {
    const holders = holdersUpTo(sketches, reached, upTo)
    for (let from = 0, to = 0; from < holders.length; from = to) {
      const hash = hashIn(holders, from)
      for (to = from + 1; to < holders.length && hashIn(holders, to) === hash;) to += 1
      if (to - from > 1 && to - from <= mostHolders) countPairs(holders.subarray(from, to), sketches.length, shared)
    }
    await pause()
  }
  const pairs: AlikePair[] = []
  for (const [key, count] of shared) {
    const [left, right] = [Math.floor(key / sketches.length), key % sketches.length]
    const pair = count >= fewest ? pairOf(left, right, sketches[left] ?? none, sketches[right] ?? none) : null
    if (pair) pairs.push(pair)
  }
  return pairs.sort((a, b) => b.alike - a.alike || b.within - a.within || a.left - b.left || a.right - b.right)
}

const none = new Uint32Array()
/** A hash and who has it in one number, which is exact up to 2⁵³. */
const most = 2 ** 21
const hashIn = (holders: Float64Array, at: number) => Math.floor((holders[at] ?? 0) / most)
/** Hashes that are looked at in one go: some milliseconds. */
const atOnce = 50_000

/** Where the hashes of all sketches are parted, so that about as many lie in each part: nearly all lie below the limit, evenly. */
function bounds(sketches: readonly Uint32Array[]): number[] {
  const parts = Math.max(1, Math.ceil(sketches.reduce((sum, sketch) => sum + sketch.length, 0) / atOnce))
  return [...Array.from({ length: parts }, (_, part) => (limit / parts) * (part + 1)), 2 ** 32]
}

/** The hashes below a bound that were not looked at yet, sorted; `reached` says how far each sketch is. */
function holdersUpTo(sketches: readonly Uint32Array[], reached: Uint32Array, upTo: number): Float64Array {
  const holders: number[] = []
  for (const [index, sketch] of sketches.entries()) {
    let at = reached[index] ?? 0
    for (; at < sketch.length && (sketch[at] ?? 0) < upTo; at += 1) holders.push((sketch[at] ?? 0) * most + index)
    reached[index] = at
  }
  return Float64Array.from(holders).sort()
}

function countPairs(group: Float64Array, works: number, shared: Map<number, number>): void {
  for (let i = 0; i < group.length; i += 1)
    for (let j = i + 1; j < group.length; j += 1) {
      const key = ((group[i] ?? 0) % most) * works + ((group[j] ?? 0) % most)
      shared.set(key, (shared.get(key) ?? 0) + 1)
    }
}

/** Compared as far as both sketches reach: a short work's lowest hashes go further than a long one's. */
function pairOf(left: number, right: number, a: Uint32Array, b: Uint32Array): AlikePair | null {
  const reach = Math.max(limit, Math.min(a.at(-1) ?? 0, b.at(-1) ?? 0))
  const [ofA, ofB] = [countUpTo(a, reach), countUpTo(b, reach)]
  const both = inBoth(a, b, reach)
  if (both < fewest) return null
  const [alike, within] = [both / (ofA + ofB - both), both / Math.min(ofA, ofB)]
  return alike >= nearAlike || within >= nearWithin ? { left, right, alike, within } : null
}

function countUpTo(sketch: Uint32Array, reach: number): number {
  let count = 0
  while (count < sketch.length && (sketch[count] ?? 0) <= reach) count += 1
  return count
}

function inBoth(a: Uint32Array, b: Uint32Array, reach: number): number {
  let [count, i, j] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const [left, right] = [a[i] ?? 0, b[j] ?? 0]
    if (left > reach || right > reach) break
    if (left === right) count += 1
    if (left <= right) i += 1
    if (right <= left) j += 1
  }
  return count
}

/** Works that hang together by pairs, each group in the order of its works. */
export function alikeGroups(pairs: readonly Pick<AlikePair, 'left' | 'right'>[]): number[][] {
  const parents = new Map<number, number>()
  const rootOf = (one: number): number => {
    let root = one
    for (let parent = parents.get(root); parent !== undefined && parent !== root; parent = parents.get(root)) root = parent
    parents.set(one, root)
    return root
  }
  for (const { left, right } of pairs) parents.set(Math.max(rootOf(left), rootOf(right)), Math.min(rootOf(left), rootOf(right)))
  const groups = Map.groupBy(
    [...new Set(pairs.flatMap(({ left, right }) => [left, right]))].sort((a, b) => a - b),
    rootOf,
  )
  return [...groups.values()].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
}
