const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text within XML, or within the quotes of an attribute. What XML 1.0 has no way of saying is left out. */
export function escapedXml(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign)
}
