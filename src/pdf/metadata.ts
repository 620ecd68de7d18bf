export type Metadata = {
  readonly title: string
  readonly author: string
  readonly subject: string
  /** BCP 47. */
  readonly language: string
  /** In ms since 1970. */
  readonly createdAt: number
  /** Whether the file carries a Factur-X invoice, which then has to be described. */
  readonly hasEInvoice?: boolean
}

export const producer = 'Remit'

/** What XML 1.0 does not allow at all, and what it reads as markup. */
const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)

const inLanguage = (text: string): string =>
  `<rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(text)}</rdf:li></rdf:Alt>`

/** The descriptions of XMP that say what the document is; PDF/A wants the same as in the document's information. */
export const xmpDescriptions = ({
  title,
  author,
  subject,
  language,
  createdAt,
  hasEInvoice = false,
}: Metadata): string => `
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title>${inLanguage(title)}</dc:title>
<dc:creator><rdf:Seq><rdf:li>${escapeXml(author)}</rdf:li></rdf:Seq></dc:creator>
<dc:description>${inLanguage(subject)}</dc:description>
<dc:language><rdf:Bag><rdf:li>${escapeXml(language)}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>${new Date(createdAt).toISOString().replace(/\.\d+/, '')}</xmp:CreateDate>
<xmp:CreatorTool>${producer}</xmp:CreatorTool>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>${producer}</pdf:Producer>
</rdf:Description>
${[pdfUa, ...(hasEInvoice ? [facturX] : [])].map(propertiesOf).join('\n')}
${extensionSchemas([pdfUa, ...(hasEInvoice ? [facturX] : [])])}`

/** Properties that XMP does not know, with their descriptions, which PDF/A asks for. */
type Schema = {
  readonly name: string
  readonly prefix: string
  readonly namespace: string
  readonly properties: readonly {
    readonly name: string
    readonly value: string
    readonly type: 'Integer' | 'Text'
    readonly category: 'internal' | 'external'
    readonly description: string
  }[]
}

/** PDF/UA-1 (ISO 14289-1). */
const pdfUa: Schema = {
  name: 'PDF/UA identification schema',
  prefix: 'pdfuaid',
  namespace: 'http://www.aiim.org/pdfua/ns/id/',
  properties: [
    {
      name: 'part',
      value: '1',
      type: 'Integer',
      category: 'internal',
      description: 'Part of ISO 14289 to which the document conforms',
    },
  ],
}

/** The file that a PDF by Factur-X 1.07 and ZUGFeRD 2.3 carries. */
export const facturXFile = 'factur-x.xml'

const inFacturX = (name: string, value: string, description: string) =>
  ({ name, value, type: 'Text', category: 'external', description }) as const

/** Factur-X 1.07, chapter 6.2: what the file in the document is. */
const facturX: Schema = {
  name: 'Factur-X PDFA Extension Schema',
  prefix: 'fx',
  namespace: 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#',
  properties: [
    inFacturX('DocumentType', 'INVOICE', 'The type of the hybrid document in capital letters, e.g. INVOICE or ORDER'),
    inFacturX('DocumentFileName', facturXFile, 'The name of the embedded XML document'),
    inFacturX('Version', '1.0', 'The actual version of the standard applying to the embedded XML document'),
    inFacturX('ConformanceLevel', 'EN 16931', 'The conformance level of the embedded XML document'),
  ],
}

const propertiesOf = ({ prefix, namespace, properties }: Schema): string =>
  `<rdf:Description rdf:about="" xmlns:${prefix}="${namespace}">
${properties.map(({ name, value }) => `<${prefix}:${name}>${value}</${prefix}:${name}>`).join('\n')}
</rdf:Description>`

/** All in one property, which a document has at most once. */
const extensionSchemas = (schemas: readonly Schema[]): string =>
  `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag>
${schemas.map(extensionSchema).join('\n')}
</rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`

const extensionSchema = ({ name, prefix, namespace, properties }: Schema): string =>
  `<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>${name}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>${namespace}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>${prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>
${properties.map(extensionProperty).join('\n')}
</rdf:Seq></pdfaSchema:property>
</rdf:li>`

const extensionProperty = ({ name, type, category, description }: Schema['properties'][number]): string =>
  `<rdf:li rdf:parseType="Resource">
<pdfaProperty:name>${name}</pdfaProperty:name>
<pdfaProperty:valueType>${type}</pdfaProperty:valueType>
<pdfaProperty:category>${category}</pdfaProperty:category>
<pdfaProperty:description>${description}</pdfaProperty:description>
</rdf:li>`
