/** Formulas as Zhihu shows them: pictures of its own service. */
import { inOneLine } from '#preload/markdown/tex-comments.ts'
import { escapedXml } from '../formulas/xml.ts'

/** Where a formula's picture is. A raw `&`, `#` or `+` of an aligned environment would cut or change the address, and half a character has no code. */
export function formulaAddress(tex: string): string {
  return `https://www.zhihu.com/equation?tex=${encodeURIComponent(tex.toWellFormed()).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`
}

/** Empty where the formula is. `isDisplay`: by itself, as its editor keeps that on the clipboard: 2 is what the newest tools send. */
export function formulaImage(tex: string, isDisplay: boolean): string {
  return image(tex, isDisplay ? 2 : 1)
}

/** As the importer of documents tells one that stands by itself from those within a line: by two backslashes at its end. */
export function formulaImageToImport(tex: string, isDisplay: boolean): string {
  const line = inOneLine(tex)
  return image(isDisplay && line !== '' ? `${line}\\\\` : line, 1)
}

function image(tex: string, form: 1 | 2): string {
  const line = inOneLine(tex)
  return line === '' ? '' : `<img class="ee_img tr_noresize" eeimg="${form}" src="${escapedXml(formulaAddress(line))}" alt="${escapedXml(line)}">`
}

/** What its service can't show (the documentation of a tool): a definition of a command, a colour without braces around what it colours. */
export function isForeign(tex: string): boolean {
  return /\\(?:(?:re)?newcommand|providecommand|[gex]?def)(?![A-Za-z])|\\color\s*\{[^{}]*\}(?!\s*\{)/.test(tex)
}
