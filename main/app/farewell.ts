/** The end of a host: what it still has to do gets a moment, and not more. */

/** How long the studio may take to flush and to stop its engine at the end, in ms. */
const farewellMs = 5000

/** Waits for the last work, at most five seconds (or `limitMs`). Never rejects: a fault at the end is only logged. */
export async function farewell(work: () => Promise<void>, reportBug: (error: unknown, where: string) => unknown, limitMs = farewellMs): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs)
  })
  try {
    await Promise.race([work(), limit])
  } catch (error) {
    reportBug(error, 'dispose') // an edge: the process ends either way
  } finally {
    clearTimeout(timer)
  }
}
