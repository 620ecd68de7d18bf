import type { InvoiceWords } from '../words/catalogue.ts'

/** The usual names of Stripe's tax ID types (docs.stripe.com/billing/customer/tax-ids). */
const labels: Readonly<Record<string, keyof InvoiceWords['taxId'] | { readonly name: string }>> = {
  ae_trn: { name: 'TRN' },
  ar_cuit: { name: 'CUIT' },
  au_abn: { name: 'ABN' },
  au_arn: { name: 'ARN' },
  br_cnpj: { name: 'CNPJ' },
  br_cpf: { name: 'CPF' },
  ca_bn: 'business',
  ca_gst_hst: { name: 'GST/HST' },
  ca_pst_bc: { name: 'PST' },
  ca_pst_mb: { name: 'PST' },
  ca_pst_sk: { name: 'PST' },
  ca_qst: { name: 'QST' },
  ch_uid: { name: 'UID' },
  ch_vat: 'vat',
  cl_tin: { name: 'RUT' },
  cn_tin: 'tax',
  de_stn: { name: 'Steuernummer' },
  es_cif: { name: 'NIF' },
  eu_oss_vat: 'vat',
  eu_vat: 'vat',
  gb_vat: 'vat',
  hk_br: 'business',
  il_vat: 'vat',
  in_gst: { name: 'GSTIN' },
  is_vat: { name: 'VSK' },
  jp_cn: { name: '法人番号' },
  jp_rn: { name: '登録番号' },
  jp_trn: { name: '登録番号' },
  kr_brn: 'business',
  li_uid: { name: 'UID' },
  li_vat: 'vat',
  mx_rfc: { name: 'RFC' },
  my_sst: { name: 'SST' },
  no_vat: { name: 'MVA' },
  nz_gst: 'gst',
  sa_vat: 'vat',
  sg_gst: 'gst',
  sg_uen: { name: 'UEN' },
  th_vat: 'vat',
  tr_tin: { name: 'VKN' },
  tw_vat: 'vat',
  ua_vat: 'vat',
  us_ein: { name: 'EIN' },
  za_vat: 'vat',
}

/** The label of a tax ID of a type; "Tax ID" for a type that is not in the table. */
export function taxIdLabel(type: string, words: InvoiceWords): string {
  const label = Object.hasOwn(labels, type) ? labels[type]! : 'tax'
  return typeof label === 'string' ? words.taxId[label] : label.name
}
