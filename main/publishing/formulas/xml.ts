const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text within XML, or within the quotes of an attribute. What XML 1.0 has no way of saying is left out. */
export function escapedXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}--[\t\n\r]]|[\ufffe\uffff]/gv, '')
    .replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign)
}
