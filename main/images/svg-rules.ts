/** What of a drawing remains. Lists of what is known to be harmless; all else goes. */

const elements = new Set(
  (
    'svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath image switch style ' +
    'linearGradient radialGradient stop clipPath mask pattern marker filter animate animateTransform animateMotion set mpath ' +
    'feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood ' +
    'feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence'
  ).split(' '),
)

/** Attributes with a namespace that say something about the drawing. */
const qualified = new Set(['xlink:href', 'xml:space', 'xml:lang'])

const embedded = /^data:image\/(?:png|jpeg|gif|webp);base64,[\w+/=\s]*$/

type Attribute = readonly [name: string, value: string]

/** Whether an element stays: with a link it is only its content that does, which the reader sees to. */
export function keepsElement(name: string, attributes: readonly Attribute[]): boolean {
  if (!elements.has(name)) return false
  const reference = attributes.find(([key]) => key === 'href' || key === 'xlink:href')?.[1]
  if (name === 'image' || name === 'feImage') return reference !== undefined && (isInside(reference) || embedded.test(reference))
  // An animation could change into a reference what is none in the file.
  if (/^(animate|set)/.test(name)) return !attributes.some(([key, value]) => key === 'attributeName' && /href|^on|^style$/i.test(value))
  return true
}

export function keepsAttribute(element: string, [name, value]: Attribute): boolean {
  if (/^on/i.test(name) || (name.includes(':') && !qualified.has(name)) || name === 'xmlns') return false
  if (name === 'href' || name === 'xlink:href') return isInside(value) || (element === 'image' && embedded.test(value))
  return name !== 'src' && isSafeStyle(value)
}

/** Whether the value of an attribute reaches nothing outside. An escape could spell any word, so there is none. */
export function isSafeStyle(css: string): boolean {
  if (/\\|@import|@font-face|expression|javascript:|-moz-binding|behavior\s*:|image-set|\bsrc\s*\(/i.test(css)) return false
  const references = css.match(/url\s*\(\s*["']?\s*./gi) ?? []
  return references.every((reference) => reference.endsWith('#'))
}

/** Whether a style sheet, read whole, reaches nothing outside. Of its rules that have a name only those that choose and move remain. */
export function isSafeSheet(css: string): boolean {
  return isSafeStyle(css) && !css.includes('<') && !/@(?!(?:charset|media|supports|(?:-webkit-)?keyframes)\b)[a-z-]/i.test(css)
}

function isInside(reference: string): boolean {
  return /^#[^\s]*$/.test(reference.trim())
}
