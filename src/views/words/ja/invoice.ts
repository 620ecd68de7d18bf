import type { InvoiceWords } from '../catalogue.ts'

export const invoice = (): InvoiceWords => ({
  document: {
    heading: '請求書',
    from: '請求元',
    to: '請求先',
    shipTo: '納品先',
    number: '請求書番号',
    issued: '発行日',
    due: 'お支払い期日',
    purchaseOrder: '発注番号',
    buyerReference: 'お客様参照番号',
    description: '品目',
    quantity: '数量',
    unitPrice: '単価',
    tax: '税',
    amount: '金額',
    period: ({ from, to }) => `${from} ～ ${to}`,
    noDescription: '品目名なし',
    discount: '割引',
    discountOf: ({ name, percent }) => `${name}（${percent}引き）`,
    percentOff: ({ percent }) => `${percent}引き`,
    subtotal: '小計',
    taxOn: ({ name, percent, taxable }) => `${name} ${percent}（対象額 ${taxable}）`,
    taxIncluded: ({ name, percent, taxable }) => `${name} ${percent}（対象額 ${taxable}、内税）`,
    total: '合計',
    creditApplied: 'お預かり残高から充当',
    balanceCarried: '前回からの繰越',
    taxByLine: '税額は品目ごとに四捨五入しているため、合計額に税率を掛けた額とわずかに異なることがあります。',
    lineDiscounts: '品目ごとの割引',
    taxNotCharged: '請求しない税額',
    paid: 'お支払い済み',
    toPay: 'お支払い金額',
    remaining: '残りのお支払い金額',
    paidInFull: '全額お支払い済み',
    nothingDue: 'お支払いは不要です',
    reverseCharge:
      'リバースチャージ：付加価値税は受領者が納付します（EU 指令 2006/112/EC 第 196 条、Reverse charge）。',
    exempt: '受領者が免税のため、税は請求していません。',
    reverseChargeShort: 'リバースチャージ',
    exemptShort: '免税',
    memo: '備考',
    payments: 'お支払い履歴',
    refunded: ({ amount }) => `${amount} を返金済み`,
    disputed: ({ amount }) => `${amount} について銀行で異議申し立て中`,
    reversed: ({ amount }) => `${amount} は銀行により取り戻し済み`,
    keptAsCredit: ({ amount, seller }) =>
      `お支払い金額を ${amount} 上回る入金がありました。${seller} がお預かり残高としてお預かりしています。`,
    onItsWay: '処理中',
  },

  taxId: { vat: 'VAT 番号', gst: 'GST 番号', tax: '納税者番号', business: '事業者番号' },
  methodType: {
    card: 'カード',
    sepa_debit: 'SEPA 口座振替',
    us_bank_account: '米国の銀行口座',
    bacs_debit: 'Bacs 口座振替',
    au_becs_debit: 'BECS 口座振替',
    acss_debit: '事前承認口座振替（カナダ）',
    bancontact: 'Bancontact',
    eps: 'EPS',
    ideal: 'iDEAL',
    p24: 'Przelewy24',
    customer_balance: '銀行振込',
    link: 'Link',
    other: 'その他',
  },

  endingIn: ({ method, last4 }) => `${method}（末尾 ${last4}）`,
  paidElsewhere: 'このページ以外でのお支払い',
  decline: {
    declined: {
      what: '銀行がこのお支払いを承認しませんでした。',
      next: '別の方法でお支払いになるか、銀行にご確認のうえもう一度お試しください。',
    },
    insufficient_funds: {
      what: '口座の残高がこのお支払いに足りませんでした。',
      next: '別の方法でお支払いになるか、ご入金のあとにもう一度お試しください。',
    },
    limit_exceeded: {
      what: 'カードまたは口座の利用限度額を超えています。',
      next: '別の方法でお支払いになるか、銀行に限度額の引き上げをご相談ください。',
    },
    expired: {
      what: 'このカードは有効期限が切れています。',
      next: '別のカード、または新しいカードをお使いください。',
    },
    incorrect_number: {
      what: 'カード番号が正しくありません。',
      next: 'カードの番号を確かめて、もう一度お試しください。',
    },
    incorrect_expiry: {
      what: '有効期限が正しくありません。',
      next: 'カードの月と年を確かめて、もう一度お試しください。',
    },
    incorrect_code: {
      what: 'セキュリティコードが正しくありません。',
      next: 'カードに記載の 3 桁または 4 桁の数字を確かめて、もう一度お試しください。',
    },
    incorrect_address: {
      what: '住所または郵便番号がカードの登録内容と一致しません。',
      next: '銀行に登録した住所を入力して、もう一度お試しください。',
    },
    incorrect_pin: {
      what: '暗証番号が入力されていないか、正しくありません。',
      next: 'もう一度お試しになるか、別の方法でお支払いください。',
    },
    confirmation_needed: {
      what: '銀行がご本人の確認を求めています。',
      next: 'もう一度お支払いの手続きをして、銀行のアプリまたはページで確認してください。',
    },
    confirmation_failed: {
      what: '銀行がご本人を確認できませんでした。',
      next: 'お手元に電話をご用意のうえもう一度お試しになるか、別の方法でお支払いください。',
    },
    not_supported: {
      what: 'このカードまたは口座は、この種類のお支払いに対応していません。',
      next: '別のカード、または別の方法でお支払いください。',
    },
    currency_not_supported: {
      what: 'このカードまたは口座は、この通貨でのお支払いに対応していません。',
      next: '別のカード、または別の方法でお支払いください。',
    },
    amount_not_supported: {
      what: 'このお支払い方法では、この金額をお支払いいただけません。',
      next: '別の方法でお支払いください。',
    },
    try_again: {
      what: 'ただいまお支払いを処理できませんでした。',
      next: '数分後にもう一度お試しになるか、別の方法でお支払いください。',
    },
    duplicate: {
      what: '同じ金額のお支払いが先ほど行われました。',
      next: 'もう一度お支払いになる前に、最近のご利用明細をご確認ください。',
    },
    account_closed: {
      what: 'この銀行口座は解約されています。',
      next: '別の口座、または別の方法でお支払いください。',
    },
    account_invalid: {
      what: '銀行でこの口座を確認できないか、利用できませんでした。',
      next: '口座の情報を確かめるか、別の方法でお支払いください。',
    },
    debit_not_authorized: {
      what: 'この口座振替は承認されていないと、銀行から連絡がありました。',
      next: 'もう一度お支払いの際に口座振替に同意いただくか、別の方法でお支払いください。',
    },
    permission_withdrawn: {
      what: 'このカードまたは口座からの引き落としの許可が取り消されています。',
      next: '別の方法でお支払いになるか、銀行に再度の許可をご依頼ください。',
    },
    method_gone: {
      what: '保存されたお支払い方法は使えなくなりました。',
      next: '別のお支払い方法をお選びください。',
    },
    took_too_long: {
      what: '時間内にお支払いが完了しませんでした。',
      next: 'もう一度始めていただけます。',
    },
    test_card: { what: 'これはテスト用のカードです。', next: '実際のカードをお使いください。' },
    unknown: {
      what: 'お支払いが完了しませんでした。',
      next: 'もう一度お試しになるか、別の方法でお支払いください。続けて失敗する場合は、銀行にお問い合わせください。',
    },
  },

  nothingCharged: '引き落としは行われていません。',
  nextTry: ({ date }) => `それまでにお支払いがなければ、${date} に自動でもう一度引き落としを行います。`,

  payOnline: {
    title: 'オンラインで支払う',
    text: 'スマートフォンでコードを読み取るか、次のアドレスを開いてください。',
    alt: '請求書のお支払いページのアドレスを含むコード',
  },

  transfer: {
    summary: '銀行振込で支払う',
    onlyTitle: '銀行振込でお支払いください',
    whyNotOnline: {
      too_small: '金額が小さいため、オンラインでは決済できません。',
      too_fine: 'この通貨では、カードでこの端数の金額を決済できません。',
      otherwise: 'この請求書はオンラインではお支払いいただけません。',
    },
    text: ({ seller }) =>
      `どの請求書へのお支払いか ${seller} が確認できるよう、照会番号をご入力ください。${seller} が入金を記録すると、この請求書は支払い済みと表示されます。`,
    mailText: ({ seller }) =>
      `銀行振込でお支払いいただけます。どの請求書へのお支払いか ${seller} が確認できるよう、照会番号をご入力ください。`,
    check: ({ seller }) =>
      `別のメールで異なる口座を案内された場合は、お支払いの前に、すでにご存じの電話番号で ${seller} にご確認ください。`,
    amount: '金額',
    reference: '照会番号',
    holder: '口座名義',
    accountNumber: '口座番号',
    bankName: '銀行名',
    bankCode: {
      routing_number: 'ルーティング番号',
      sort_code: 'ソートコード',
      bank_code: '銀行コード',
    },
  },
})
