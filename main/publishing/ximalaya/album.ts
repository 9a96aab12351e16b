/** What an album has beside its tracks: its table, for people and for programs, and a checklist. */
import writeXlsxFile from 'write-excel-file/node'
import type { PublishedCourse } from '../desk/course.ts'
import { refixedZip } from '../desk/fixed-zip.ts'
import type { MadeFile } from '../desk/target.ts'
import { spokenLength } from './script-text.ts'

export interface TrackRow {
  readonly number: string
  readonly title: string
  readonly chapter: string
  readonly seconds: number
  readonly words: number
}

export async function albumFiles({ title, author }: PublishedCourse, tracks: readonly TrackRow[], label: string | null): Promise<MadeFile[]> {
  const album = {
    title,
    author,
    // No carrier is defined for such a file: the label stands in it as the standard's own JSON.
    ...(label === null ? {} : (JSON.parse(label) as object)),
    tracks: tracks.map(({ number, title: track, chapter, seconds }) => ({ number, title: track, chapter, seconds, isAiVoice: null, tags: [] })),
  }
  return [
    { path: '专辑.json', text: `${JSON.stringify(album, null, 2)}\n` },
    { path: '专辑.xlsx', bytes: await tableOf(tracks) },
    { path: '发布清单.md', text: checklist(title, tracks) },
  ]
}

async function tableOf(tracks: readonly TrackRow[]): Promise<Uint8Array> {
  const head = ['序号', '节目标题', '章', '预计时长', '字数', '免费/付费', '是否AI合成', '标签'].map((value) => ({ value, fontWeight: 'bold' as const }))
  const rows = tracks.map(({ number, title, chapter, seconds, words }) => [
    { type: String, value: number },
    { type: String, value: title },
    { type: String, value: chapter },
    { type: String, value: spokenLength(seconds * 1000) },
    { type: Number, value: words },
    null,
    null,
    null,
  ])
  const made = writeXlsxFile([head, ...rows], { sheet: '节目', stickyRowsCount: 1, columns: [8, 36, 20, 12, 8, 12, 12, 24].map((width) => ({ width })) })
  return refixedZip(new Uint8Array(await made.toBuffer()))
}

function checklist(title: string, tracks: readonly TrackRow[]): string {
  const steps = [
    `建专辑：标题“${title}”，填专辑卖点、分类和简介，上传正方形封面（文件夹里的“专辑封面”，或你自己的：不小于 500×500，小于 10 MB）。`,
    '照每一课文件夹里的“口播稿”录音。文件用 MP3（44.1 kHz、128 kbps 恒定码率最稳妥），不小于 1 MB。',
    `在创作中心网页批量上传。**按序号从小到大上传**：喜马拉雅按创建时间排列节目。共 ${tracks.length} 条。`,
    '每条节目：标题不超过 40 个字，勾选知识产权承诺，如实选“是否 AI 合成”（用合成语音时选“是”），把“简介.html”的内容粘贴进简介。',
    '喜马拉雅有没有文稿、字幕的上传入口，我们没有查到。.srt、.lrc、.vtt 是给别的播放器用的。',
    '单条付费节目要放在免费专辑里，不短于 5 分钟，定价不低于 1.99 元；审核最多 48 小时。',
  ]
  return `# 发布到喜马拉雅\n\n${steps.map((step, index) => `${index + 1}. ${step}`).join('\n')}\n\n> 以上来自第三方 2026 年的实测记录和官方公告，平台随时可能更改；其余未经平台验证。\n`
}
