/**
 * Kills a real host in the middle of writing, again and again, and compares what the next one reopens with
 * what was acknowledged. Three pages type in lessons of their own as fast as they are answered, put pictures in and go
 * back to what was before; a fourth creates, renames and moves lessons; SIGKILL comes at a random moment, now and then while a host
 * is starting. Between two hosts the logs may be packed by a process that is killed too. Used by a test and by the bench.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { admit, openClient, type ContractClient } from '../e2e/contract-client.ts'
import { hostCommand, root, type RunningHost } from '../e2e/launch.ts'
import { Librarian } from './kill-librarian.ts'
import { type KillReport, Tally } from './kill-tally.ts'
import { Typist } from './kill-typist.ts'
import { randomFrom } from './seeded-random.ts'

export interface KillOptions {
  readonly kills: number
  readonly seed: number
  readonly start: () => Promise<RunningHost>
  /** Starts a host and kills it after so many milliseconds, ready or not. */
  readonly startAndKill?: (afterMs: number) => Promise<void>
  /** Packs the logs while no host runs, and is killed after so many milliseconds. */
  readonly packAndKill?: (afterMs: number) => Promise<void>
  /** Called after each kill, with how many there were. */
  readonly onKill?: (kills: number) => void
}

/** Longest time of typing before a kill. */
const longestLifeMs = 350

/** One life in so many ends at a random moment from its beginning on; the others have acknowledged something first, however slow the disk. */
const anyMomentEvery = 4

/** Within this time a host that starts is opening its workspace. */
const longestStartMs = 600

/** Starting takes most of it; then a packing of this size is done, or is not. */
const longestPackMs = 900

/** Runs the given number of lives, each ended by SIGKILL. The workspace lies where `start` puts it. */
export async function runKills({ kills, seed, start, startAndKill, packAndKill, onKill }: KillOptions): Promise<KillReport> {
  const random = randomFrom(seed)
  const tally = new Tally()
  let host = await start()
  let cookie = await admit(host.address)
  const first = await openClient(host.address, cookie)
  const course = await first.library.createCourse({ title: '考验', chapterTitle: '章', lessonTitle: '第一节' })
  const others = await Promise.all(['第二节', '第三节'].map((title) => first.library.createLesson({ chapter: course.chapter, title })))
  const second = await first.library.createChapter({ course: course.course, title: '另一章', lessonTitle: '第四节' })
  first.close()
  const typists = [course.lesson, ...others.map((other) => other.lesson)].map((lesson, index) => new Typist(lesson, index, random, tally))
  const librarian = new Librarian([course.chapter, second.chapter], [second.lesson, ...typists.map((typist) => typist.lesson)], random, tally)
  for (let life = 1; life <= kills + 1; life += 1) {
    const clients = await Promise.all([...typists, librarian].map(() => openClient(host.address, cookie)))
    const [forLibrarian, ...forTypists] = clients.reverse()
    if (forLibrarian) await librarian.check(forLibrarian)
    await Promise.all(
      typists.map(async (typist, index) => {
        const client = forTypists[index]
        if (client) await typist.check(client)
      }),
    )
    if (life > kills) break
    const working = [
      ...typists.map((typist, index) => until(forTypists[index], (client) => typist.type(client))),
      until(forLibrarian, (client) => librarian.work(client)),
    ]
    const before = tally.acknowledged
    if (life % anyMomentEvery !== 0) await Promise.race([tally.next(), Promise.all(working)])
    await new Promise((resolve) => setTimeout(resolve, random() * longestLifeMs))
    if (tally.acknowledged > before) tally.writing += 1
    await host.kill()
    await Promise.all(working)
    onKill?.(life)
    if (packAndKill && life % 2 === 0) await packAndKill(random() * longestPackMs)
    if (startAndKill && life % 10 === 0) await startAndKill(random() * longestStartMs)
    host = await start()
    cookie = await admit(host.address)
  }
  await host.stop()
  return tally.report(kills)
}

/** Repeats a piece of work until its host is gone. */
async function until(client: ContractClient | undefined, work: (client: ContractClient) => Promise<void>): Promise<void> {
  if (!client) return
  let gone = false
  void client.closed.then(() => {
    gone = true
  })
  try {
    while (!gone) await work(client)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'unavailable')) throw error
  }
}

/** Packs all logs of a workspace as if months had gone by, and kills that after so many milliseconds. */
export async function packAndKill(workspace: string, afterMs: number): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'tests/integration/packing.ts'), join(workspace, 'workspace.sqlite')], { cwd: root, stdio: 'inherit' })
  await killedAfter(child, afterMs)
}

/** Starts the built host on a workspace and kills it after so many milliseconds. */
export async function startAndKill(workspace: string, afterMs: number, program?: readonly string[]): Promise<void> {
  await killedAfter(spawn(process.execPath, [...hostCommand(workspace, program), '--port', '0'], { cwd: root, stdio: 'ignore' }), afterMs)
}

async function killedAfter(child: ChildProcess, afterMs: number): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve))
  await new Promise((resolve) => setTimeout(resolve, afterMs))
  child.kill('SIGKILL')
  await exited
}
