/**
 * The torture course to every target: how long, how much memory, what of it does not arrive, which formulas stay formulas, what one changed
 * word costs, and whether another day, another zone and another folder for temporary files change a byte. Exports run in processes of their
 * own, so that what reads them back is not measured. What programs read (pandoc, pdftotext, qpdf, epubcheck) is left out where they are missing.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import { opened, targetIds } from '#main/publishing/targets.ts'
import { changedFor } from '../fixtures/publish/again.ts'
import { formsOf, misreadBy, missingOf, picturesMissing } from '../fixtures/publish/arrived.ts'
import { coversAmong, type ExportedTarget, exportTo } from '../fixtures/publish/exported.ts'
import { formulaArrivals, formulaCourse } from '../fixtures/publish/formula-arrival.ts'
import { leadsIn } from '../fixtures/publish/leads.ts'
import { epubcheck, filesBelow, lettersByPackages, lettersByPrograms, picturesIn } from '../fixtures/publish/outside.ts'
import { has } from '../fixtures/publish/programs.ts'
import { coursePictures } from '../fixtures/publish/course-pictures.ts'
import { tortureCourse, tortureSizes } from '../fixtures/publish/torture.ts'
import { proportionalMb, treeOf } from './processes.ts'
import { figure, table } from './report.ts'

interface Exported {
  readonly seconds: number
  /** Seconds of the processors, start included. */
  readonly processor: number
  readonly mb: number
  readonly targets: Readonly<Record<string, ExportedTarget>>
}

/** Beside the folders of exports: drawn before the clock starts, and read from there as from a library. */
const PICTURES = 'pictures-of-the-course'

/** The number of the lesson to which a word is added. */
const CHANGED = 10

const [, , mode, folder = ''] = process.argv
if (mode === 'export' || mode === 'again' || mode === 'anew' || mode === 'formulas') {
  writeFileSync(`${folder}.json`, JSON.stringify(await exported(folder, mode)))
  process.exit(0)
}

/** `again`: after a word, by a process that has just exported, as the studio's thread has; `anew`: by one that begins with it. */
type Exporting = 'export' | 'again' | 'anew' | 'formulas'

async function exported(to: string, what: Exporting): Promise<Exported> {
  const { course: whole, bytesOf, pathOf } = tortureCourse(tortureSizes.whole, await coursePictures(join(dirname(to), PICTURES)))
  const course = what === 'formulas' ? formulaCourse : what === 'export' ? whole : withOneWord(whole)
  const ids = what === 'formulas' ? (['docx', 'epub', 'pdf'] as const) : what === 'again' ? targetIds.filter((id) => !opened(id).about.isAnew) : targetIds
  if (what === 'again') await exportTo(to, whole, bytesOf, ids, pathOf)
  const began = performance.now()
  const targets = await exportTo(to, course, bytesOf, ids, pathOf)
  const { user, system } = process.cpuUsage()
  return { seconds: (performance.now() - began) / 1000, processor: (user + system) / 1e6, mb: process.resourceUsage().maxRSS / 1024, targets }
}

/** One word more at the end of a paragraph in that lesson, which is read anew, as from a library. */
function withOneWord(course: PublishedCourse): PublishedCourse {
  let number = 0
  const chapters = course.chapters.map((chapter) => ({
    ...chapter,
    lessons: chapter.lessons.map((lesson) => {
      if (++number !== CHANGED) return lesson
      const at = lesson.doc.findLastIndex(({ type }) => type === 'paragraph')
      return {
        ...lesson,
        doc: structuredClone(lesson.doc).map((block, index) =>
          index === at && block.type === 'paragraph' ? { ...block, children: [...block.children, { text: '改了' }] } : block,
        ),
      }
    }),
  }))
  return { ...course, chapters }
}

const place = mkdtempSync(join(tmpdir(), 'moke-publish-'))
/** Memory of a process and all that it started at their highest together, and how many those were; looked at ten times a second. */
interface Peak {
  readonly mb: number
  readonly processes: number
}

const run = async (what: Exporting, to: string, env: NodeJS.ProcessEnv = {}, ...options: string[]): Promise<Exported & { readonly peak: Peak }> => {
  const child = spawn(process.execPath, [...options, import.meta.filename, what, join(place, to)], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  let peak: Peak = { mb: 0, processes: 0 }
  const looking = setInterval(() => {
    const tree = child.pid === undefined ? [] : treeOf(child.pid)
    const mb = tree.reduce((sum, pid) => sum + proportionalMb(pid), 0)
    if (mb > peak.mb) peak = { mb, processes: tree.length }
  }, 100)
  const [code] = (await once(child, 'close')) as [number | null]
  clearInterval(looking)
  if (code !== 0) throw new Error(`the process that exports ended with ${code}`)
  return { ...(JSON.parse(readFileSync(join(place, `${to}.json`), 'utf8')) as Exported), peak }
}
const load = (): string => `load average ${loadavg()[0]?.toFixed(0)}`

const usual = await coursePictures(join(place, PICTURES))

const first = await run('export', 'first', { TZ: 'UTC' })
const each = Object.entries(first.targets).map(([id, { seconds }]) => `${id} ${seconds.toFixed(1)}`)
figure('publish.course_s', first.seconds, `${each.join(', ')} s; ${first.processor.toFixed(0)} s of the processors; ${load()}`)
figure(
  'publish.course_mb',
  first.peak.mb,
  `the process and all that it started, of shared pages their share, at their highest together (${first.peak.processes} of them); the process by itself ${first.mb.toFixed(0)}`,
)

// Three days later, on the other side of the world, with a folder of its own for temporary files.
mkdirSync(join(place, 'temporary'))
const later = import.meta.resolve('../fixtures/publish/days-later.ts')
await run('export', 'second', { TZ: 'Pacific/Kiritimati', TMPDIR: join(place, 'temporary') }, '--import', later)
figure(
  'publish.same',
  targetIds.reduce((sum, id) => sum + bytesThatDiffer(join(place, 'first', id), join(place, 'second', id)), 0),
  'bytes that differ',
)

/** A book is made anew whenever a word of it changes; of the others only the lesson's own files, and what lists all lessons. */
const second = await run('anew', 'second', { TZ: 'UTC' })
const again = Object.entries(second.targets)
const anew = new Set<string>(targetIds.filter((id) => opened(id).about.isAnew))
const [books, others] = [again.filter(([id]) => anew.has(id)), again.filter(([id]) => !anew.has(id))]
const { course: whole, elements, drawings } = tortureCourse(tortureSizes.whole, usual)
holdOwnFiles()
const total = (targets: typeof again): number => targets.reduce((sum, [, { seconds }]) => sum + seconds, 0)
const described = (targets: typeof again): string =>
  `${targets.map(([id, { seconds, processor, written }]) => `${id} ${seconds.toFixed(2)} s (${processor.toFixed(2)} of the processors), ${written} written`).join('; ')}; ${load()}`
// With what comes before all targets: the course's pictures are looked at.
figure('publish.again_new_s', second.seconds - total(books), described(others))
figure('publish.again_one_s', Math.max(...others.map(([, { seconds }]) => seconds)), 'the slowest of these by itself')
const third = await run('again', 'second', { TZ: 'UTC' })
holdOwnFiles()
figure('publish.again_s', third.seconds, described(Object.entries(third.targets)))
figure('publish.again_books_s', total(books), described(books))

const hasPrograms = has('pandoc', 'pdftotext', 'qpdf')
let missing = 0
for (const [id, { findings }] of Object.entries(first.targets)) {
  for (const { texts, beside, how } of formsOf(id, filesBelow(join(place, 'first', id)))) {
    const arrival = { findings, beside: await lettersByPackages(beside), leads: await leadsIn(texts), how }
    const byPackages = missingOf(elements, { ...arrival, letters: await lettersByPackages(texts), misread: misreadBy('packages', id) })
    const byPrograms = hasPrograms ? missingOf(elements, { ...arrival, letters: lettersByPrograms(texts), misread: misreadBy('programs', id) }) : []
    const lost = [...new Map([...byPackages, ...byPrograms].map((each) => [each.mark, each])).values()]
    const pictures = picturesMissing(
      elements,
      (await picturesIn(filesBelow(join(place, 'first', id)))) + (id === 'pdf' ? drawings : 0) - coversAmong(id),
      findings,
    )
    missing += lost.length + pictures
    if (lost.length + pictures > 0) console.error(id, lost.slice(0, 8), `${lost.length} elements and ${pictures} pictures`)
  }
}
figure(
  'publish.missing',
  missing,
  `of ${elements.length} elements in ${targetIds.length} targets, read by packages${hasPrograms ? ' and by pandoc, pdftotext and qpdf' : ''}`,
)

if (hasPrograms) {
  await run('formulas', 'formulas')
  const [docx = '', epub = '', pdf = ''] = ['docx', 'epub', 'pdf'].map((id) => join(place, 'formulas', id, `式.${id}`))
  const arrivals = formulaArrivals({ docx, epub, pdf })
  const away = arrivals
    .filter((one) => !(one.docx && one.epub && one.pdf))
    .map((one) => `${one.kind} (${['docx', 'epub', 'pdf'].filter((id) => !one[id as 'docx']).join(', ')})`)
  const isChecked = has('java', 'epubcheck')
  const checked = [epub, ...filesBelow(join(place, 'first', 'epub')).filter((file) => file.endsWith('.epub'))]
  for (const book of isChecked ? checked : []) if (epubcheck(book).status !== 0) throw new Error(`epubcheck refuses ${book}`)
  figure(
    'publish.formulas',
    1 - away.length / arrivals.length,
    `of ${arrivals.length} kinds${isChecked ? '; epubcheck finds nothing' : ''}; not: ${away.join(', ') || 'none'}`,
  )
}

/** Throws where the word changed no file of its lesson at one of the targets, or one of another. */
function holdOwnFiles(): void {
  for (const [id] of others) {
    const changed = filesThatDiffer(join(place, 'first', id), join(place, 'second', id))
    const { own, others: wrong } = changedFor(id, changed, whole, CHANGED)
    if (own.length === 0 || wrong.length > 0) throw new Error(`one word changed ${own.length} files of its lesson at ${id}, and of others: ${wrong.join(', ')}`)
  }
}

function bytesThatDiffer(a: string, b: string): number {
  return filesThatDiffer(a, b).reduce((sum, name) => sum + difference(bytesOf(join(a, name)), bytesOf(join(b, name))), 0)
}

/** Also those that only one of the folders has. */
function filesThatDiffer(a: string, b: string): string[] {
  const [own, other] = [a, b].map((folder) => new Set(filesBelow(folder).map((file) => relative(folder, file)))) as [Set<string>, Set<string>]
  return [...new Set([...own, ...other])].filter((name) => !own.has(name) || !other.has(name) || !bytesOf(join(a, name)).equals(bytesOf(join(b, name))))
}

function bytesOf(file: string): Buffer {
  return existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
}

function difference(a: Buffer, b: Buffer): number {
  if (a.equals(b)) return 0
  let count = Math.abs(a.length - b.length)
  for (let at = 0; at < Math.min(a.length, b.length); at++) if (a[at] !== b[at]) count += 1
  return count
}

rmSync(place, { recursive: true })
table()
