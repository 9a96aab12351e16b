/**
 * How many threads to use. On small machines one thread too many costs tenfold, because the threads of a
 * step wait for one another and the page needs a core too; so it is measured. One token after another and
 * reading many at once differ: the first rarely gains from a second thread, the second nearly always.
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

/** A model that takes this long for a token with all cores is a large one, unless one core does as well. */
const slowMs = 40

/** Tries 1, 2, 3, 4, 6, 8, 12, 16 … threads and takes the best of each kind; a large model takes all cores. */
export async function measureThreads(trial: ThreadTrial): Promise<Threads> {
  const until = trial.now() + budgetMs
  const counts = threadCounts(trial.cores)
  await trial.write(trial.cores) // the first token pays for pages not yet in memory
  const slow = await trial.write(trial.cores)
  if (slow > slowMs && slow < worth * (await trial.write(1))) return { writing: trial.cores, reading: trial.cores }
  const writing = await best(counts, (threads) => shortest(() => trial.write(threads), writesTried), trial, until - budgetMs / 2)
  const reading = await best(counts, (threads) => shortest(() => trial.read(threads), 2), trial, until)
  return { writing: writing.threads, reading: reading.complete ? reading.threads : Math.max(reading.threads, trial.cores) }
}

/** The counts to try, each not beyond the cores. */
export function threadCounts(cores: number): number[] {
  const counts = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64].filter((count) => count < cores)
  return [...counts, Math.max(1, cores)]
}

/** The quickest count. Stops early once more threads made it clearly slower, or the time is up (`complete` false). */
async function best(counts: readonly number[], cost: (threads: number) => Promise<number>, trial: ThreadTrial, until: number): Promise<{ threads: number; complete: boolean }> {
  let chosen = { threads: 1, ms: Infinity }
  for (const threads of counts) {
    if (trial.now() >= until) return { threads: chosen.threads, complete: false }
    const ms = await cost(threads)
    if (ms < chosen.ms * (threads === 1 ? 1 : worth)) chosen = { threads, ms }
    else if (ms > chosen.ms * 2) break
  }
  return { threads: chosen.threads, complete: true }
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
