import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import wasmAddress from 'zxing-wasm/reader/zxing_reader.wasm?url'

/** The text of a QR code in a picture, or null when there is none to be read. */
export type ReadPicture = (picture: ImageData) => Promise<string | null>

/** Loads the QR reader, WebAssembly served by ourselves. Rejects when it cannot be fetched or the page may not run it. */
export async function loadReader(): Promise<ReadPicture> {
  await prepareZXingModule({ overrides: { locateFile: () => wasmAddress }, fireImmediately: true })
  return async (picture) => {
    const [found] = await readBarcodes(picture, { formats: ['QRCode'], maxNumberOfSymbols: 1, tryHarder: true })
    return found?.isValid ? found.text : null
  }
}
