/** Pictures as screens and cameras give them, small and the same each time. */
import sharp, { type Sharp } from 'sharp'

/** 32 bits that look drawn by chance. */
function drawn(seed: number): () => number {
  let state = seed
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 8
}

const [SIGN, LINE] = [8, 12]

/** A window with lines of signs, whose edges are as soft as a screen draws them, on plain grounds. */
export function screenshot(width: number, height: number): Sharp {
  const [next, data] = [drawn(3), Buffer.alloc(width * height * 3, 250)]
  const put = (x: number, y: number, shade: number): void => void data.fill(shade, (y * width + x) * 3, (y * width + x) * 3 + 3)
  for (let y = 0; y < height; y++) for (let x = 0; x < 40; x++) put(x, y, 232)
  for (let top = 4; top + SIGN < height; top += LINE)
    for (let left = 48; left + SIGN < width - (next() % (width >> 1)); left += SIGN + 2)
      for (let stroke = 0; stroke < 3; stroke++) {
        const [isAcross, at] = [next() % 2 === 0, 1 + (next() % (SIGN - 2))]
        for (let along = next() % 3; along < SIGN; along++) {
          const [x, y] = isAcross ? [along, at] : [at, along]
          put(left + x, top + y, 40)
          if (!isAcross) put(left + x + 1, top + y, 150)
        }
      }
  return sharp(data, { raw: { width, height, channels: 3 } })
}

/** Soft shapes, and in each pixel what a sensor adds. */
export function photographed(width: number, height: number): Sharp {
  const [next, data] = [drawn(5), Buffer.alloc(width * height * 3)]
  for (let at = 0; at < data.length; at++) {
    const [x, y] = [((at / 3) | 0) % width, (at / 3 / width) | 0]
    data[at] = 128 + 60 * Math.sin(x / 37 + (at % 3)) * Math.cos(y / 29) + (next() % 9)
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
}
