/**
 * How many threads to use, by measurement. The threads of a step wait for one another at every operation,
 * and wait spinning: as soon as something else needs a core, one thread too many costs tenfold, at worst
 * fortyfold (reading 500 tokens: 0.2 s with one thread, 9 s with two, beside a busy machine with two cores).
 * So more threads are tried only where one is too slow, and reading leaves one core to the page.
 */

export interface Threads {
  /** For one token after another. */
  readonly writing: number
  /** For reading many tokens at once. */
  readonly reading: number
}

export interface ThreadTrial {
  /** Cores worth using; more threads are never tried. */
  readonly cores: number
  /** Milliseconds for one more token with so many threads. */
  write(threads: number): Promise<number>
  /** Blocks in a full context. */
  readonly blocks: number
  /** Milliseconds for reading a block of tokens with so many threads. */
  read(threads: number): Promise<number>
  /** Milliseconds, as performance.now gives them. */
  now(): number
}

/** The trial ends here even if larger counts were never tried. */
const budgetMs = 800
/** More threads must be at least so much quicker to be taken: they are in the way of everything else. */
const worth = 0.85
const writesTried = 5
/** Quick models are tried often enough to see through a moment's noise. */
const enoughMs = 60

/** A context that one thread reads in this time needs no more: it is read once, then every keystroke adds a token or two. */
const quickContextMs = 400
/** A model that one thread runs in this time for a token needs no more: a suggestion of twelve is there at once. */
const quickTokenMs = 4
/** A model that takes one thread this long for a token is a large one, and takes all cores if they help at all. */
const slowTokenMs = 150

/**
 * Tries one thread, which is enough for a small model; otherwise 2, 3, 4, 6, 8, 12, 16 … and takes the best
 * for each kind of work. A large model takes all cores.
 */
export async function measureThreads(trial: ThreadTrial): Promise<Threads> {
  const until = trial.now() + budgetMs
  const warming = await trial.write(1) // pays for pages not yet in memory
  if (warming > slowTokenMs && (await trial.write(trial.cores)) < worth * warming) return { writing: trial.cores, reading: trial.cores }
  const writing = await writingThreads(trial, until - budgetMs / 2)
  return { writing, reading: Math.max(writing, await readingThreads(trial, until)) }
}

async function writingThreads(trial: ThreadTrial, until: number): Promise<number> {
  const alone = await shortest(() => trial.write(1), writesTried)
  if (alone <= quickTokenMs) return 1
  return best(threadCounts(trial.cores), async (threads) => (threads === 1 ? alone : shortest(() => trial.write(threads), writesTried)), trial, until)
}

async function readingThreads(trial: ThreadTrial, until: number): Promise<number> {
  const alone = await shortest(() => trial.read(1), 2)
  if (alone * trial.blocks <= quickContextMs) return 1
  const counts = threadCounts(trial.cores - 1)
  return best(counts, async (threads) => (threads === 1 ? alone : shortest(() => trial.read(threads), 2)), trial, until)
}

/** The counts to try, each not beyond the cores. */
export function threadCounts(cores: number): number[] {
  const counts = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64].filter((count) => count < cores)
  return [...counts, Math.max(1, cores)]
}

/** The quickest of the counts. Stops early once more threads made it clearly slower, or the time is up. */
async function best(counts: readonly number[], cost: (threads: number) => Promise<number>, trial: ThreadTrial, until: number): Promise<number> {
  let chosen = { threads: 1, ms: Infinity }
  for (const threads of counts) {
    if (trial.now() >= until) break
    const ms = await cost(threads)
    if (ms < chosen.ms * (threads === 1 ? 1 : worth)) chosen = { threads, ms }
    else if (ms > chosen.ms * 2) break
  }
  return chosen.threads
}

async function shortest(run: () => Promise<number>, times: number): Promise<number> {
  let least = Infinity
  let spent = 0
  for (let n = 0; n < times && spent < enoughMs; n++) {
    const ms = await run()
    spent += ms
    least = Math.min(least, ms)
  }
  return least
}
