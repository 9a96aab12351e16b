/** Formulas as Zhihu shows them: pictures of its own service. */
import { escapedXml } from '../formulas/xml.ts'

/** Where a formula's picture is. A raw `&`, `#` or `+` of an aligned environment would cut or change the address. */
export function formulaAddress(tex: string): string {
  return `https://www.zhihu.com/equation?tex=${encodeURIComponent(tex).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`
}

/** `isDisplay`: by itself. What `eeimg` says differs between the tools of several years; 2 is what the newest send. */
export function formulaImage(tex: string, isDisplay: boolean): string {
  const flat = tex.replaceAll(/\s*\n\s*/g, ' ').trim()
  return `<img class="ee_img tr_noresize" eeimg="${isDisplay ? 2 : 1}" src="${escapedXml(formulaAddress(flat))}" alt="${escapedXml(flat)}">`
}

/** What its service can't show (the documentation of a tool): a definition of a command, a colour without braces around what it colours. */
export function isForeign(tex: string): boolean {
  return /\\(?:(?:re)?newcommand|providecommand|[gex]?def)(?![A-Za-z])|\\color\s*\{[^{}]*\}(?!\s*\{)/.test(tex)
}
