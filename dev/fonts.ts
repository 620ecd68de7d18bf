import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

const packages = join(import.meta.dirname, '../node_modules')

type Files = readonly [regular: string, strong: string]

const google = (family: string, file: string): Files => [
  `@expo-google-fonts/${family}/400Regular/${file}_400Regular.ttf`,
  `@expo-google-fonts/${family}/600SemiBold/${file}_600SemiBold.ttf`,
]

/** Where the fonts of documents come from, by the names that `src/pdf/text/typefaces.ts` gives them. All are under the OFL 1.1. */
export const fontFiles: Readonly<Record<string, Files>> = {
  latin: google('ibm-plex-sans', 'IBMPlexSans'),
  slip: [
    '@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf',
    '@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf',
  ],
  arabic: google('ibm-plex-sans-arabic', 'IBMPlexSansArabic'),
  hebrew: google('ibm-plex-sans-hebrew', 'IBMPlexSansHebrew'),
  thai: google('ibm-plex-sans-thai', 'IBMPlexSansThai'),
  devanagari: google('noto-sans-devanagari', 'NotoSansDevanagari'),
  japanese: google('ibm-plex-sans-jp', 'IBMPlexSansJP'),
  korean: [
    '@expo-google-fonts/ibm-plex-sans-kr/IBMPlexSansKR_400Regular.ttf',
    '@expo-google-fonts/ibm-plex-sans-kr/IBMPlexSansKR_600SemiBold.ttf',
  ],
  chinese: ['@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf', '@embedpdf/fonts-sc/fonts/NotoSansHans-Bold.otf'],
  symbols: google('noto-emoji', 'NotoEmoji'),
}

/** Copies them to where the Worker fetches them from. Throws where packages are not installed as package.json says. */
export function copyFonts(folder: string): void {
  const missing = Object.values(fontFiles)
    .flat()
    .find((file) => !existsSync(join(packages, file)))
  if (missing) throw new Error(`node_modules/${missing} is missing. Run npm ci first.`)
  mkdirSync(folder, { recursive: true })
  for (const [name, [regular, strong]] of Object.entries(fontFiles)) {
    copyFileSync(join(packages, regular), join(folder, `${name}-regular.font`))
    copyFileSync(join(packages, strong), join(folder, `${name}-strong.font`))
  }
}
