/** Cues as the files that players read beside a recording. */
import type { Cue } from './timing.ts'

/** SubRip. Its lines end as they did where it comes from. It knows no way to write the signs of its tags: players take what is in them for a style and show nothing. */
export function srt(cues: readonly Cue[]): string {
  const wide = (text: string): string => text.replaceAll(/[<>{}]/g, (sign) => String.fromCodePoint(sign.charCodeAt(0) + 0xfee0))
  return cues.map(({ text, from, to }, index) => `${index + 1}\r\n${clock(from, ',')} --> ${clock(to, ',')}\r\n${wide(text)}\r\n`).join('\r\n')
}

/** WebVTT (https://www.w3.org/TR/webvtt1/). */
export function vtt(cues: readonly Cue[]): string {
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `WEBVTT\n\n${cues.map(({ text, from, to }) => `${clock(from, '.')} --> ${clock(to, '.')}\n${escaped(text)}\n`).join('\n')}`
}

/** LRC, as players of songs have it: minutes, seconds and hundredths. */
export function lrc(cues: readonly Cue[], title: string, author: string): string {
  const tag = (name: string, value: string): string => (value.trim() === '' ? '' : `[${name}:${value.replaceAll(/[\]\r\n]/g, ' ').trim()}]\n`)
  const at = (ms: number): string => `[${two(Math.floor(ms / 60_000))}:${two(Math.floor(ms / 1000) % 60)}.${two(Math.floor(ms / 10) % 100)}]`
  return tag('ti', title) + tag('ar', author) + cues.map(({ text, from }) => `${at(from)}${text}\n`).join('')
}

const two = (number: number): string => String(number).padStart(2, '0')

function clock(ms: number, point: ',' | '.'): string {
  const seconds = Math.floor(ms / 1000)
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${point}${String(ms % 1000).padStart(3, '0')}`
}
