/** What an album has beside its tracks: its description, its table for people and for programs, and a checklist. */
import writeXlsxFile from 'write-excel-file/node'
import { sayableInXml } from '../formulas/xml.ts'
import { checklistFile, step, type Step, TECHNICAL } from '../desk/checklist.ts'
import type { PublishedCourse } from '../desk/course.ts'
import type { MadeFile } from '../desk/target.ts'
import { ALBUM_TITLE, SHORTEST_RECORDING, TRACK_TITLE } from './about.ts'
import { pageToCopy } from '../pasted/checklist.ts'
import { outlineHtml } from './description.ts'
import { labelledTable } from './labelled-table.ts'
import { spokenLength } from './script-text.ts'

export interface TrackRow {
  readonly number: string
  readonly title: string
  readonly chapter: string
  readonly seconds: number
  readonly words: number
  /** The folder of its files, and what they are called; null where there are none. */
  readonly name: string | null
  /** 简介, as words alone. */
  readonly intro: string
}

/** What an album's form asks for. */
export interface AlbumWords {
  readonly title: string
  readonly speaker: string
  readonly sellingPoint: string
  readonly category: string
  readonly tags: readonly string[]
  /** What its author wrote of it; empty: nothing. */
  readonly intro: string
}

export async function albumFiles(
  course: PublishedCourse,
  album: AlbumWords,
  tracks: readonly TrackRow[],
  { isPaid, hasTrackCovers }: { readonly isPaid: boolean; readonly hasTrackCovers: boolean },
  label: string | null,
): Promise<{ readonly files: MadeFile[]; readonly steps: readonly Step[] }> {
  const steps = stepsOf(album, tracks, isPaid, hasTrackCovers)
  const files: MadeFile[] = [
    { path: '专辑简介.html', text: pageToCopy(course.title, outlineHtml(course, album.speaker, album.intro), label) },
    { path: `${TECHNICAL}/专辑.json`, text: `${JSON.stringify(albumJson(album, tracks, isPaid, label), null, 2)}\n` },
    { path: '专辑.xlsx', bytes: await tableOf(album, tracks, isPaid, label) },
    checklistFile('', '发布到喜马拉雅', steps, NOTE),
  ]
  return { files, steps }
}

/** What only the author can say is null or empty. */
function albumJson({ title, speaker, sellingPoint, category, tags }: AlbumWords, tracks: readonly TrackRow[], isPaid: boolean, label: string | null): object {
  return {
    title,
    author: speaker,
    // No carrier is defined for such a file: the label stands in it as the standard's own JSON.
    ...(label === null ? {} : (JSON.parse(label) as object)),
    sellingPoint: sellingPoint === '' ? null : sellingPoint,
    category: category === '' ? null : category,
    tags,
    description: '专辑简介.html',
    tracks: tracks.map(({ number, title: track, chapter, seconds, words, name, intro }) => ({
      number,
      title: track,
      chapter,
      seconds,
      words,
      isPaid,
      isAiVoice: null,
      introduction: intro,
      tags: [],
      files:
        name === null
          ? null
          : {
              script: [`${name}/口播稿.docx`, `${name}/口播稿.txt`],
              description: `${name}/简介.html`,
              text: `${name}/${name}.txt`,
              srt: `${name}/${name}.srt`,
              vtt: `${name}/${name}.vtt`,
              lrc: `${name}/${name}.lrc`,
            },
    })),
  }
}

type Row = ({ readonly type: typeof String; readonly value: string } | { readonly type: typeof Number; readonly value: number } | null)[]

async function tableOf(
  { title, speaker, sellingPoint, category, tags }: AlbumWords,
  tracks: readonly TrackRow[],
  isPaid: boolean,
  label: string | null,
): Promise<Uint8Array> {
  const head = (...values: string[]) => values.map((value) => ({ value, fontWeight: 'bold' as const }))
  const text = (value: string) => ({ type: String, value: sayableInXml(value) }) as const
  const rows = tracks.map(({ number, title: track, chapter, seconds, words, name, intro }): Row => [
    text(number),
    text(track),
    text(chapter),
    text(spokenLength(seconds * 1000)),
    { type: Number, value: words },
    text(isPaid ? '付费' : '免费'),
    null,
    null,
    name === null ? null : text(name),
    text(intro),
  ])
  const album: Row[] = [['专辑标题', title] as const, ['主播', speaker] as const, ['专辑简介', '专辑简介.html'] as const].map(([name, value]) => [
    text(name),
    text(value),
  ])
  const asked = [
    ['专辑卖点', sellingPoint] as const,
    ['分类', category] as const,
    ['标签', tags.join('，')] as const,
    ['封面', ''] as const,
    ['封面是否AI生成', ''] as const,
  ]
  const open: Row[] = asked.map(([name, value]) => [text(name), value === '' ? null : text(value)])
  const made = writeXlsxFile([
    {
      data: [head('序号', '节目标题', '章', '节目时长（约）', '字数', '免费/付费', '是否AI合成', '标签', '文件夹', '简介'), ...rows],
      sheet: '节目',
      stickyRowsCount: 1,
      columns: [8, 36, 20, 12, 8, 12, 12, 24, 36, 60].map((width) => ({ width })),
    },
    { data: [head('项目', '内容'), ...album, ...open], sheet: '专辑', stickyRowsCount: 1, columns: [16, 48].map((width) => ({ width })) },
  ])
  return labelledTable(new Uint8Array(await made.toBuffer()), label)
}

function stepsOf({ title, sellingPoint, category, tags }: AlbumWords, tracks: readonly TrackRow[], isPaid: boolean, hasTrackCovers: boolean): Step[] {
  const filled = [['专辑卖点', 'selling point', sellingPoint] as const, ['分类', 'category', category] as const, ['标签', 'tags', tags.join('，')] as const]
  const zh = filled.map(([name, , value]) => (value === '' ? `填${name}` : `${name}填“${value}”`)).join('，')
  const en = filled.map(([name, called, value]) => (value === '' ? `fill in its ${called} (“${name}”)` : `its ${called} (“${name}”) is “${value}”`)).join(', ')
  return [
    step(
      `建专辑：标题“${title}”（不超过 ${ALBUM_TITLE.most} 个字），${zh}，把“专辑简介.html”粘贴进简介，上传正方形封面（导出的“专辑封面”，或你自己的：不小于 500×500，小于 10 MB），如实选封面是否 AI 生成，勾选协议。专辑建好以后要审核。`,
      `Make the album (“专辑”): its title is “${title}” (${ALBUM_TITLE.most} characters at most), ${en}; paste “专辑简介.html” into the introduction (“简介”) and upload a square cover (the exported “专辑封面”, or your own: 500×500 at least, under 10 MB); say truthfully whether AI made the cover, and tick the agreement. A new album is reviewed.`,
    ),
    step(
      `照每一课文件夹里的“口播稿”录音。文件用 MP3（44.1 kHz、128 kbps 恒定码率最稳妥），不小于 1 MB（128 kbps 大约要 ${spokenLength(SHORTEST_RECORDING * 1000)}），不超过 1 GB；码率低于 64 kbps 会被提醒限制曝光。`,
      `Record each lesson from the script (“口播稿”) in its folder. Use MP3 (44.1 kHz at a constant 128 kbps is safest), 1 MB at least (some ${spokenLength(SHORTEST_RECORDING * 1000)} at 128 kbps) and 1 GB at most; below 64 kbps you are warned that fewer people will be shown it.`,
    ),
    step(
      `在创作中心网页批量上传；那里不能存草稿。按序号从小到大上传：喜马拉雅按创建时间排列节目。共 ${tracks.length} 条。`,
      `Upload them together on the website (“创作中心”), which keeps no drafts, in the order of their numbers: Ximalaya sorts tracks by when they were made. ${tracks.length === 1 ? '1 track' : `${tracks.length} tracks`} in all.`,
    ),
    step(
      `每条节目：标题不超过 ${TRACK_TITLE.most} 个字（一个表情算 2 个），节目类型选“${isPaid ? '付费' : '免费'}”，勾选知识产权承诺，如实选“是否 AI 合成”（用合成语音时选“是”），把“简介.html”的内容粘贴进简介${hasTrackCovers ? '，节目配图上传它文件夹里的“配图”' : ''}。定时发布至少要在 2 小时以后。`,
      `For each track: a title of ${TRACK_TITLE.most} characters at most (an emoji counts as 2); “${isPaid ? '付费' : '免费'}” (${isPaid ? 'paid' : 'free'}) as its kind (“节目类型”); tick the promise about rights (“知识产权承诺”); say truthfully whether the voice is synthetic (“是否 AI 合成”: “是” where it is); paste what “简介.html” shows into the introduction (“简介”)${hasTrackCovers ? '; upload “配图” of its folder as its picture (“节目配图”)' : ''}. A scheduled time has to be 2 hours ahead.`,
    ),
    step(
      '喜马拉雅有没有文稿、字幕的上传入口，我们没有查到。.srt、.lrc、.vtt 是给别的播放器用的。',
      'We found no way to upload a text or subtitles to Ximalaya. The .srt, .lrc and .vtt files are for other players.',
    ),
    isPaid
      ? step(
          '单条付费节目要放在免费专辑里，这个专辑以后不能改成付费专辑；每条不短于 5 分钟，定价不低于 1.99 元，试听不超过 180 秒；上架以后自己不能下架；审核最多 48 小时，第一次可能要交版权声明。',
          'Tracks sold one by one go into a free album, which can’t become a paid one later; each is 5 minutes at least and costs ¥1.99 or more, with 180 seconds at most to try; you can’t take it down yourself afterwards; the review takes up to 48 hours, and the first time a declaration of copyright may be asked for.',
        )
      : step(
          '要卖单条节目：不短于 5 分钟，放在免费专辑里，定价不低于 1.99 元，审核最多 48 小时。在墨课里打开“单条付费”，会替你核对时长。',
          'To sell a track alone: 5 minutes at least, in a free album, ¥1.99 or more, with a review of up to 48 hours. Turn on “Sold track by track” in Moke, and lengths are checked for you.',
        ),
  ]
}

const NOTE = '以上来自第三方 2026 年的实测记录和官方公告，平台随时可能更改；整张付费专辑的规则没有查到，其余未经平台验证。'
