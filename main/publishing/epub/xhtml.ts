import { escapedXml } from '../formulas/xml.ts'
import { namedTitle } from '../prose/shown-title.ts'

/** A page of a book. */
export function xhtml(title: string, body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh-CN" xml:lang="zh-CN">
<head><meta charset="UTF-8"/><title>${escapedXml(namedTitle(title))}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
${body}
</body>
</html>
`
}

/** The first page: the cover, as large as the screen. */
export function coverXhtml(title: string, image: string): string {
  const style = 'style="margin:0;padding:0;text-align:center;height:100%"'
  return xhtml(
    title,
    `<section epub:type="cover" ${style}><img src="${image}" alt="${escapedXml(namedTitle(title))}" style="max-width:100%;max-height:100%"/></section>`,
  )
}
