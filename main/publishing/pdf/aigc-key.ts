/** The label of what a model wrote, in a PDF's information dictionary under `AIGC`, where public readers of such labels look for it. */
import { PDFDict, PDFDocument, PDFHexString, PDFName } from '@cantoo/pdf-lib'

export async function withAigc(pdf: Uint8Array, json: string): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  const info = document.context.lookup(document.context.trailerInfo.Info, PDFDict)
  info.set(PDFName.of('AIGC'), PDFHexString.fromText(json))
  return document.save({ useObjectStreams: false, updateFieldAppearances: false })
}
