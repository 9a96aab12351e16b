/** The script as a narrator reads it: what is said, where to be silent, and what sends listeners to the text. */
import type { Preview } from '../desk/target.ts'
import { escapedXml } from '../formulas/xml.ts'
import { framed } from '../preview/framed.ts'
import { shownOf } from '../speech/readings.ts'
import type { Script } from '../speech/script.ts'
import { MARKED_MS, spokenLength } from './script-text.ts'

interface Shown {
  readonly title: string
  /** 简介, its paragraphs by lines. */
  readonly intro: string
  readonly script: Script
  readonly length: number
  /** The address of its cover; null for none. */
  readonly cover: string | null
}

export function scriptPreview({ title, intro, script, length, cover }: Shown): Preview {
  const body = script.lines.map(({ spoken, pause, isHint }) => {
    const said = spoken.map((piece) => {
      const { written: text, pinyin } = piece
      const words = shownOf(piece)
      const written = pinyin ?? text
      return written.trim() === '' || words === '' || written === words || TEX.test(written)
        ? escapedXml(words)
        : `<ruby>${escapedXml(words)}<rp>（</rp><rt>${escapedXml(written.trim())}</rt><rp>）</rp></ruby>`
    })
    return `<p${isHint ? ' class="hint"' : ''}>${said.join('')}</p>${pause >= MARKED_MS ? '<p class="pause">停顿</p>' : ''}`
  })
  return framed({ title, cover, byline: `口播稿 · 节目时长约 ${spokenLength(length)}（含停顿）`, body: introHtml(intro) + body.join(''), css: SCRIPT_LOOK })
}

function introHtml(intro: string): string {
  const lines = intro.split('\n').filter((line) => line.trim() !== '')
  return lines.length === 0 ? '' : `<div class="intro"><b>简介</b>${lines.map((line) => `<p>${escapedXml(line)}</p>`).join('')}</div>`
}

/** The source of a formula is nothing to read from. */
const TEX = /[\\^_{}=]/

const SCRIPT_LOOK = `.platform { max-width: 720px; padding: 32px clamp(18px, 5vw, 40px); background: light-dark(#fff, #17181a); color: light-dark(#222, #e2e2e2); font: 20px/2.1 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
.platform .title { margin: 0; font-size: 26px; line-height: 1.4; }
.platform .byline { margin: .3em 0 1.6em; color: light-dark(#c4361d, #ff8468); font-size: 15px; }
.platform .intro { margin: 0 0 1.6em; padding: 14px 18px; border-radius: 8px; background: light-dark(#f6f7f8, #202226); color: light-dark(#555b64, #b4b9c2); font-size: 15px; line-height: 1.8; }
.platform .intro p { margin: .3em 0 0; }
.platform p { margin: 0 0 .7em; }
.platform .cover img { width: 168px; }
.platform rt { color: light-dark(#8a8f99, #858a94); font-size: .5em; white-space: nowrap; }
.platform .hint { color: light-dark(#6b7280, #9aa0aa); }
.platform .pause { display: flex; align-items: center; gap: 12px; margin: .9em 0; color: light-dark(#8a8f99, #858a94); font-size: 13px; line-height: 1; }
.platform .pause::before, .platform .pause::after { content: ""; flex: 1; border-top: 1px dashed light-dark(#d9dce1, #3b3f45); }
`
