/**
 * Memory that is free is given back to the computer: V8 keeps what it took for as long as nobody else asks, which for a process that waits for
 * another, with much more to hold, is just the wrong time.
 */

/** What nobody refers to any more; a tenth of a second where it is much. A program without an inspector keeps it. */
export async function giveBack(): Promise<void> {
  const inspector = await import('node:inspector/promises').catch(() => null)
  if (inspector === null) return
  const session = new inspector.Session()
  session.connect()
  try {
    await session.post('HeapProfiler.collectGarbage')
  } finally {
    session.disconnect()
  }
}
