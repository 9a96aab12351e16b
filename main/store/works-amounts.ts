/** How much is in the archive, and how much of it is learnt. */
import type { Database } from './database.ts'

/** Works that count: their batch is finished, and nobody removed them. */
export const shown = 'work.removal IS NULL AND EXISTS (SELECT 1 FROM batch WHERE batch.id = work.batch AND batch.finished_at IS NOT NULL)'

/** How all of some works are left out, as the `excluded` of one says; 0 where one of them is in, or there is none. */
export const outOfAll = 'ifnull(iif(min(excluded) > 0, max(excluded), 0), 0)'

/** What of a folder waits to be deleted for good. */
export interface RemovedRow {
  readonly removal: string
  readonly folder: string
  readonly works: number
  readonly words: number
  /** Of the first of them. */
  readonly title: string
}

export interface FolderRow {
  readonly folder: string
  readonly works: number
  readonly words: number
  /** Works that are not left out. */
  readonly learnt_works: number
  readonly learnt_words: number
  readonly quoted: number
}

export interface WorkTotals {
  readonly works: number
  readonly words: number
  /** Works of which something is learnt. */
  readonly learnt_works: number
  readonly learnt_words: number
  /** Of what is learnt. */
  readonly chinese_works: number
  readonly chinese_words: number
  /** Questions with their answers in what is learnt. */
  readonly pairs: number
}

/** 字 that are learnt of a work by a choice (`$place`: where in `learnt` that stands); all of one that was not counted yet. */
const learnt = 'ifnull(json_extract(work.learnt, $place), work.words)'

const placeOf = (choice: number) => `$[${choice}]`

/** Folders in the order of their names. `choice`: which of the amounts of `learnt` holds. */
export function folderAmounts(db: Database, choice: number): FolderRow[] {
  return db
    .prepare<[{ place: string }], FolderRow>(`
      SELECT folder, count(*) AS works, sum(words) AS words, sum(excluded = 0) AS learnt_works, sum(iif(excluded, 0, ${learnt})) AS learnt_words,
        total(quoted * words) / max(1, sum(words)) AS quoted
      FROM work WHERE ${shown} GROUP BY folder ORDER BY folder
    `)
    .all({ place: placeOf(choice) })
}

/** What there is in all, and of what is learnt. `areTheirs`: the author says that questions are theirs, but for the title of an answer. */
export function totalAmounts(db: Database, choice: number, areTheirs: boolean): WorkTotals {
  const none = { works: 0, words: 0, learnt_works: 0, learnt_words: 0, chinese_works: 0, chinese_words: 0, pairs: 0 }
  const sums = db
    .prepare<[{ place: string; theirs: number }], WorkTotals>(`
      WITH each AS (SELECT words, chinese, iif($theirs, min(pairs, answer), pairs) AS pairs, iif(excluded, 0, ${learnt}) AS own FROM work WHERE ${shown})
      SELECT count(*) AS works, ifnull(sum(words), 0) AS words, ifnull(sum(own > 0), 0) AS learnt_works, ifnull(sum(own), 0) AS learnt_words,
        ifnull(sum(own > 0 AND chinese), 0) AS chinese_works, ifnull(sum(iif(chinese, own, 0)), 0) AS chinese_words,
        ifnull(sum(iif(own > 0, pairs, 0)), 0) AS pairs
      FROM each
    `)
    .get({ place: placeOf(choice), theirs: areTheirs ? 1 : 0 })
  return sums ?? none
}

/** What was removed last first. What another folder kept of a folder counts as well: it goes back there. */
export function removedRows(db: Database): RemovedRow[] {
  return db
    .prepare<[], RemovedRow>(`
      SELECT removal, folder, count(*) AS works, sum(words) AS words, title FROM (
        SELECT removal, folder, words, title, number FROM work WHERE removal IS NOT NULL
        UNION ALL SELECT handed.removal, handed.folder, work.words, work.title, work.number FROM handed JOIN work ON work.number = handed.work
        ORDER BY number
      ) GROUP BY removal, folder ORDER BY removal DESC, folder
    `)
    .all()
}
