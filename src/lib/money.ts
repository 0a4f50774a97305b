/** Currencies whose minor unit is not a hundredth (ISO 4217, amendment 176). */
const exponents: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
}

/** Decimals of a currency's amounts: 2 for EUR, 0 for JPY, 3 for KWD (ISO 4217). */
export const exponentOf = (currency: string): number => exponents[currency] ?? 2

const known = new Set(Intl.supportedValuesOf('currency'))

/** Whether a code is a currency's. */
export const isCurrency = (code: string): boolean => known.has(code)
