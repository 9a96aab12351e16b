const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text without what XML 1.0 has no way of saying. */
export function sayableInXml(text: string): string {
  return text.toWellFormed().replaceAll(/[\p{Cc}--[\t\n\r]]|[\ufffe\uffff]/gv, '')
}

/** A text within XML, or within the quotes of an attribute. */
export function escapedXml(text: string): string {
  return sayableInXml(text).replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign)
}
