/** A cover drawn by Typst and made of pixels: letters are outlines by then, so that no font of this computer has a part in it. */
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import sharp from 'sharp'
import { compiled } from '../pdf/compiled.ts'
import { coverLabel, labelOn } from '../covers/cover-label.ts'
import { PICTURE } from './cover-picture.ts'
import type { PictureAnswer } from './picture-work.ts'

export interface DrawTask {
  /** Typst's code of one page. It can name `PICTURE`, and no other file. */
  readonly source: string
  readonly picture: Uint8Array | null
  readonly width: number
  readonly height: number
  readonly mostBytes: number
}

const NOWHERE = join(tmpdir(), 'moke-draw-nowhere')
const here = createRequire(import.meta.url)
const FONTS = [
  '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  '@expo-google-fonts/noto-serif-sc/600SemiBold/NotoSerifSC_600SemiBold.ttf',
  '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  '@expo-google-fonts/noto-serif-sc/900Black/NotoSerifSC_900Black.ttf',
  '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
  'node-source-han-sans-sc/SourceHanSansSC-Bold.otf',
]

let known: NodeCompiler | undefined

export async function drawn({ source, picture, width, height, mostBytes }: DrawTask): Promise<PictureAnswer> {
  known ??= NodeCompiler.create({ workspace: NOWHERE, fontArgs: [{ fontPaths: FONTS.map((file) => here.resolve(file)) }] })
  const words = coverLabel(picture, { width, height })
  const svg = svgOf(known, words === null ? source : `${source}\n#${words}`, picture)
  const unlabelled = sharp(Buffer.from(svg), { density: 72 }).resize(width, height, { fit: 'fill' }).flatten({ background: '#fbfaf7' })
  const label = labelOn(picture)
  // Nobody may take it off, and whatever is made of the picture is a model's work as well.
  const pixels = label === null ? unlabelled : unlabelled.withXmp(label)
  // Type has sharp edges, which PNG keeps and packs well; a photograph behind it has not.
  const png = picture === null ? await pixels.clone().png({ compressionLevel: 9, palette: false }).toBuffer() : null
  if (png !== null && png.length <= mostBytes) return { kind: 'made', type: 'png', bytes: png, why: [] }
  for (const quality of [92, 84, 76, 60]) {
    const bytes = await pixels.clone().jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer()
    if (bytes.length <= mostBytes) return { kind: 'made', type: 'jpeg', bytes, why: [] }
  }
  return { kind: 'broken' }
}

function svgOf(compiler: NodeCompiler, source: string, picture: Uint8Array | null): string {
  try {
    if (picture !== null) compiler.mapShadow(join(NOWHERE, `${PICTURE}`), Buffer.from(picture))
    return compiler.plainSvg(compiled(compiler, source))
  } finally {
    compiler.resetShadow()
    compiler.evictCache(0)
  }
}
