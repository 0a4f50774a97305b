import encodeQR from 'qr'

/** The QR code of a generator's URI as SVG, with the four modules of white around it that ISO/IEC 18004 asks for. */
export const setupQr = (uri: string): string => encodeQR(uri, 'svg', { ecc: 'medium', border: 4 })
