/**
 * 喜马拉雅: an album as a folder. For each lesson a track: its script, its description as the site's editor keeps it, and files timed at the
 * author's pace; for the album its description and its table of tracks. Limits are those that third parties noted of the live site in 2026.
 */
import { numberBefore, safeName } from '#main/interchange/file-names.ts'
import { words as wordCount } from '#preload/document/counting.ts'
import { coverSizes } from '../covers/cover-size.ts'
import { coverUnits } from '../covers/made-cover.ts'
import { bookLabel, labelFindings } from '../desk/book.ts'
import { contentHash } from '../desk/content.ts'
import { lessonsOf, type PlacedLesson, type PublishedCourse } from '../desk/course.ts'
import { Findings } from '../desk/finding.ts'
import { hashOf } from '../desk/hashes.ts'
import type { Made, Target, Unit } from '../desk/target.ts'
import { proseOf } from '../prose/prose.ts'
import { scriptOf, type Script } from '../speech/script.ts'
import { lrc, srt, vtt } from '../speech/sidecars.ts'
import { readingsDropped, ssml } from '../speech/ssml.ts'
import { timed } from '../speech/timing.ts'
import { aboutXimalaya, ximalayaDefaults, type XimalayaOptions } from './about.ts'
import { albumFiles } from './album.ts'
import { descriptionHtml } from './description.ts'
import { scriptPreview } from './preview.ts'
import { scriptText } from './script-text.ts'

/** Counted up whenever it would make other bytes of the same input, or tell another length. */
const VERSION = 8

/** UTF-16 units of a track's title and of an album's, and the seconds of a paid track. */
const [LONGEST_TITLE, LONGEST_ALBUM, SHORTEST_PAID] = [40, 25, 300]

/** What scripts and tables are made with. */
type TextOptions = Omit<XimalayaOptions, 'cover' | 'hasTrackCovers'>

export const ximalaya: Target<XimalayaOptions> = {
  id: 'ximalaya',
  about: aboutXimalaya,
  version: VERSION,
  defaults: ximalayaDefaults,
  units(course, { cover, hasTrackCovers, ...options }, materials) {
    const [lessons, size] = [lessonsOf(course), coverSizes.ximalaya]
    const own = { ...cover, series: cover.series || course.title }
    const lengths: Lengths = new Map()
    return [
      ...lessons.flatMap((lesson) => {
        const number = numberOf(lesson, lessons.length)
        const words = { title: lesson.title, author: course.author }
        const file = { id: `${lesson.id}/cover`, path: `${number} ${safeName(lesson.title)}/配图`, lesson: lesson.id, words, size }
        return [
          trackUnit({ lesson, number, name: nameOf(lesson, number) }, course, options, lengths),
          ...(hasTrackCovers ? coverUnits(own, file, materials) : []),
        ]
      }),
      albumUnit(course, lessons, options, lengths),
      ...coverUnits(cover, { id: 'cover', path: '专辑封面', lesson: null, words: { title: course.title, author: course.author }, size }, materials),
    ]
  },
  preview: (_course, lesson, options) => {
    const script = scriptFor(lesson, options, new Findings(null))
    return Promise.resolve(scriptPreview(lesson.title, script, timed(script, options.pace).length))
  },
}

/** As wide as the last, so that 10 does not come before 2: the site puts tracks in the order in which they are uploaded. */
function numberOf({ number }: PlacedLesson, count: number): string {
  return numberBefore(number - 1, Math.max(count, 100)).trim()
}

function nameOf({ title }: PlacedLesson, number: string): string {
  return `${number} ${safeName(title)}`
}

interface Track {
  readonly lesson: PlacedLesson
  readonly number: string
  readonly name: string
}

/** Milliseconds of tracks, by all that they come from: a lesson is read aloud once for its own files and for the table of all. */
type Lengths = Map<string, number>

/** As the manifest keeps it, where another version may have left it. */
function lengthKey({ doc }: PlacedLesson, { pronunciations, pace }: TextOptions): string {
  return hashOf([VERSION, contentHash(doc), pronunciations, pace])
}

function trackUnit(track: Track, course: PublishedCourse, options: TextOptions, lengths: Lengths): Unit {
  const { lesson, name } = track
  return {
    id: lesson.id,
    input: { name, title: lesson.title, author: course.author, doc: contentHash(lesson.doc), options },
    make: () => madeTrack(track, course, options, lengths),
  }
}

function scriptFor({ doc }: PlacedLesson, { pronunciations }: TextOptions, findings: Findings): Script {
  return scriptOf(proseOf(doc), new Map(Object.entries(pronunciations)), findings)
}

async function madeTrack({ lesson, name }: Track, { author }: PublishedCourse, options: TextOptions, lengths: Lengths): Promise<Made> {
  const findings = new Findings(lesson.id)
  const script = scriptFor(lesson, options, findings)
  const { cues, length } = timed(script, options.pace)
  lengths.set(lengthKey(lesson, options), length)
  checkTrack(lesson, length / 1000, options, findings)
  const told = bookLabel([lesson.doc], author, options)
  const label = told.seen
  for (const word of new Set(options.ssml.flatMap((dialect) => readingsDropped(script, dialect)))) findings.add('lost', 'reading-dropped', word)
  const at = (file: string) => `${name}/${file}`
  // Loaded where a script is made: it is large.
  const { scriptDocx } = await import('./script-docx.ts')
  return {
    files: [
      { path: at('口播稿.docx'), bytes: await scriptDocx(lesson.title, author, script, length, told) },
      { path: at('口播稿.txt'), text: scriptText(lesson.title, script, length) + (label === null ? '' : `\n（${label}）\n`) },
      { path: at('简介.html'), text: descriptionHtml(lesson.doc, label) },
      { path: at(`${name}.txt`), text: `${cues.map(({ text }) => text).join('\n')}\n` },
      { path: at(`${name}.srt`), text: srt(cues) },
      { path: at(`${name}.vtt`), text: vtt(cues) },
      { path: at(`${name}.lrc`), text: lrc(cues, lesson.title, author) },
      ...options.ssml.flatMap((dialect) =>
        ssml(script, dialect).map((text, part, all) => ({
          path: at(`SSML/${dialect}${all.length > 1 ? `-${String(part + 1).padStart(3, '0')}` : ''}.xml`),
          text,
        })),
      ),
    ],
    findings: [...findings.all, ...labelFindings(told, lesson.id)],
  }
}

function checkTrack({ title }: PlacedLesson, seconds: number, { isPaid }: TextOptions, findings: Findings): void {
  if (title.trim() === '') findings.add('refused', 'title-missing')
  if (title.length > LONGEST_TITLE) findings.add('refused', 'title-long', title, null, { most: LONGEST_TITLE, is: title.length })
  if (isPaid && seconds < SHORTEST_PAID) findings.add('refused', 'track-short', title, null, { least: SHORTEST_PAID, is: Math.round(seconds) })
  findings.add('todo', 'record', title)
}

/** Of the album as far as no lesson need be read aloud for it. */
function albumUnit(course: PublishedCourse, lessons: readonly PlacedLesson[], options: TextOptions, lengths: Lengths): Unit {
  const tracks = lessons.map((lesson) => ({ lesson, number: numberOf(lesson, lessons.length), key: lengthKey(lesson, options) }))
  return {
    id: 'album',
    input: {
      title: course.title,
      author: course.author,
      producer: options.producer,
      isPaid: options.isPaid,
      tracks: tracks.map(({ lesson: { title, chapter }, number, key }) => [number, title, chapter, key]),
      chapters: course.chapters.map(({ title, lessons: own }) => [title, own.length]),
    },
    make: (_signal, noted) => madeAlbum(course, tracks, options, (key) => lengths.get(key) ?? noted?.[key]),
  }
}

interface AlbumTrack {
  readonly lesson: PlacedLesson
  readonly number: string
  readonly key: string
}

async function madeAlbum(
  course: PublishedCourse,
  tracks: readonly AlbumTrack[],
  options: TextOptions,
  known: (key: string) => number | undefined,
): Promise<Made> {
  const findings = new Findings(null)
  const noted = Object.fromEntries(
    tracks.map(({ lesson, key }) => [key, known(key) ?? timed(scriptFor(lesson, options, new Findings(null)), options.pace).length]),
  )
  const rows = tracks.map(({ lesson, number, key }) => ({
    number,
    name: nameOf(lesson, number),
    title: lesson.title,
    chapter: lesson.chapter,
    seconds: Math.round((noted[key] ?? 0) / 1000),
    words: wordCount(lesson.doc),
  }))
  const docs = tracks.map(({ lesson }) => lesson.doc)
  const label = bookLabel(docs, course.author, options).json
  if (course.title.length > LONGEST_ALBUM) findings.add('refused', 'album-title-long', course.title, null, { most: LONGEST_ALBUM, is: course.title.length })
  return { ...(await albumFiles(course, rows, options.isPaid, label)), findings: findings.all, noted }
}
