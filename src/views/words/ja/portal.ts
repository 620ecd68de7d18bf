import type { PortalWords } from '../catalogue.ts'

export const portal = (): PortalWords => ({
  title: ({ page, seller }) => `${page} – ${seller}`,
  skip: '本文へ移動',
  navigation: 'アカウント',
  signOut: 'ログアウト',
  back: ({ seller }) => `${seller}に戻る`,
  privacy: 'プライバシーポリシー',
  terms: '利用規約',
  places: { overview: '概要', invoices: '請求書', sessions: '端末' },

  login: {
    heading: 'ログインして請求書を見る',
    text: ({ seller }) =>
      `${seller}からの請求書が届くメールアドレスを入力してください。コードをお送りします。パスワードは必要ありません。`,
    address: 'メールアドレス',
    button: 'コードを送る',
    addressInvalid: 'name@example.com の形式でメールアドレスを入力してください。',
    signedOut: 'ログアウトしました。',
    sessionEnded: '請求書を守るため、ログアウトされました。続けるにはもう一度ログインしてください。',
  },
  code: {
    heading: 'メールをご確認ください',
    text: 'ご登録のアドレスであれば、6桁のコードをお送りしました。コードは10分間、このブラウザーでのみ使えます。',
    label: 'コード',
    button: 'ログイン',
    wrong: 'このコードは使えません。6桁の数字を確かめるか、新しいコードをお求めください。',
    nothing: '届かない場合は、迷惑メールフォルダーを確認するか、数分待ってから',
    again: '新しいコードを送る',
  },
  otherBrowser: {
    heading: 'コードを求めたブラウザーに戻ってください',
    text: 'このリンクは、ログインを始めたブラウザーでのみ使えます。そのブラウザーに戻り、メールのコードを入力してください。ここでは何も行われておらず、コードはそのまま使えます。',
    again: 'ここでログインする',
  },
  choice: {
    heading: 'どのアカウントを表示しますか。',
    text: ({ seller }) => `${seller}では、このアドレスが複数のお客様に登録されています。`,
    noName: '名前なし',
  },

  column: { number: '番号', state: '状態', issued: '発行日', due: 'お支払期限', amount: '金額' },
  state: {
    open: '未払い',
    part_paid: '一部支払い済み',
    overdue: '期限超過',
    processing: 'お支払い処理中',
    paid: '支払い済み',
    void: '取り消し',
  },
  noDueDay: '期限なし',
  stillToPay: ({ amount }) => `残り${amount}`,

  overview: {
    nothing: 'お支払いいただくものはありません。',
    toPay: ({ invoices }) => `お支払い額(請求書${invoices.text}件)`,
    overdue: ({ amount }) => `うち期限超過${amount}`,
    coming: ({ amount }) => `期限前${amount}`,
    open: '未払いの請求書',
    all: ({ invoices }) => `未払いの請求書${invoices.text}件をすべて表示`,
    paid: '最近のお支払い',
    nonePaid: 'お支払いはここに表示されます。',
    invoice: ({ number }) => `請求書${number}`,
  },

  invoices: {
    search: '検索',
    searchHint: '番号または文字',
    state: '状態',
    states: { all: 'すべて', open: '未払い', overdue: '期限超過', paid: '支払い済み', void: '取り消し' },
    year: '年',
    allYears: 'すべて',
    sort: '並び順',
    sorts: { newest: '新しい順', oldest: '古い順', due: '期限順', amount: '金額の大きい順' },
    show: '表示',
    none: '請求書はここに表示されます。',
    noneFound: '該当する請求書はありません。',
    showAll: 'すべての請求書を表示',
    pages: 'ページ',
    first: '最初に戻る',
    next: '続きを見る',
  },

  sessions: {
    text: '以下の端末でログインしています。心当たりのない端末はログアウトさせてください。',
    current: 'この端末',
    unknownBrowser: 'ブラウザー',
    way: {
      code: ({ when }) => `メールのコードでログイン(${when})`,
      api: ({ when }) => `販売者のサイトからログイン(${when})`,
    },
    lastUsed: ({ when }) => `最終利用:${when}`,
    end: 'ログアウト',
    endAll: 'すべての端末からログアウト',
  },
})
