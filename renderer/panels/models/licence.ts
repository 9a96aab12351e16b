/** What a licence means to an author who sells courses, by its name in a model's file. Pure, careful, and no lawyer. */

export type LicenceKind = 'open' | 'terms' | 'non-commercial' | 'none'

/** Names as `general.license` has them: SPDX, or those of the places where models are published. */
const open = /^(mit|apache-?2(\.0)?|bsd(-\w+)*|isc|unlicense|cc0(-1\.0)?|zlib|wtfpl|mpl-2\.0|bsl-1\.0|postgresql|ms-pl|artistic-2\.0|cdla-permissive-[\w.]+)$/i
const nonCommercial = /(^|[^a-z])(nc|non-?commercial|research|academic)([^a-z]|$)/i

/** What is known of a licence; whatever is not known to be open comes with terms that must be read. */
export function licenceKind(licence: string | null): LicenceKind {
  const name = licence?.trim() ?? ''
  if (name === '' || /^(unknown|none|n\/a)$/i.test(name)) return 'none'
  if (nonCommercial.test(name)) return 'non-commercial'
  return open.test(name.replaceAll(' ', '-')) ? 'open' : 'terms'
}
