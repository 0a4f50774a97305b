import type { Catalogue } from '../shape.ts'

export const sms: Catalogue['sms'] = {
  code: (code, platform, minutes) =>
    `${code} आपका ${platform} कोड है। यह ${minutes} मिनट तक चलेगा; किसी को न बताएँ। संदेश रोकने के लिए STOP लिखें।`,
  help: (platform, url) =>
    `${platform} आपके टिकटों और इवेंट के बारे में वही भेजता है जो आपने चुना है: ${url}। रोकने के लिए STOP लिखें। शुल्क लग सकता है।`,
}
