/// An address on the page, made only of the page's own address and of percent-encoded names: no plan's text can give it another
/// scheme or another host.
struct PageAddress {
  /// The address as a reader's program takes it; still to be escaped as text.
  let text: String

  private init(_ text: String) { self.text = text }

  /// A file beside the page, in a plan's folder.
  static func file(_ file: String, in folder: String) -> PageAddress {
    PageAddress(PercentText(folder).text + "/" + PercentText(file).text)
  }

  /// The place of a feed on the page: `#bac-lieu-cchc-2018.phuong-1`.
  static func place(_ place: FeedPlace) -> PageAddress { PageAddress("#" + place.text) }

  /// A picture that stands in the address itself.
  static func picture(_ code: QRCode) -> PageAddress { PageAddress("data:image/bmp;base64," + Base64Text(code.bitmap).text) }

  /// The addresses of one feed where the page's own is known.
  struct Feed {
    /// The file, for programs that ask for an address.
    let https: PageAddress
    /// The same address as a link that opens a subscription.
    let webcal: PageAddress
    /// Google Calendar, which takes the address as `webcal:` only.
    let google: PageAddress
    /// Outlook on the web, which takes it as `https:` only.
    let outlook: PageAddress
    /// The feed's place on the page.
    let page: PageAddress

    /// Makes the addresses of a file in a plan's folder; `baseURL` is that of the page's folder, without a slash at its end.
    init(_ file: String, in folder: String, baseURL: String, name: String) {
      let address = baseURL + "/" + PageAddress.file(file, in: folder).text
      let webcal = "webcal:" + (address.firstIndex(of: ":").map { String(address[$0...].dropFirst()) } ?? address)
      https = PageAddress(address)
      self.webcal = PageAddress(webcal)
      google = PageAddress("https://calendar.google.com/calendar/render?cid=" + PercentText(webcal).text)
      outlook = PageAddress(
        "https://outlook.office.com/calendar/0/addfromweb?url=" + PercentText(address).text + "&name="
          + PercentText(name, keepsLetters: true).text)
      page = PageAddress(baseURL + "/" + PageAddress.place(FeedPlace(file, in: folder)).text)
    }
  }
}

/// The id of a feed's place on the page: `bac-lieu-cchc-2018.phuong-1` for `bac-lieu-cchc-2018/phuong-1.ics`.
struct FeedPlace {
  let text: String

  init(_ file: String, in folder: String) {
    let unit = file.hasSuffix(".ics") ? String(file.dropLast(4)) : file
    text = PercentText(folder).text + "." + PercentText(unit).text
  }
}

/// A text for a part of an address: every byte but the unreserved of RFC 3986 2.3 as `%` and two digits.
struct PercentText {
  let text: String

  /// Encodes a part; `keepsLetters` leaves what is beyond ASCII to the browser, which makes for a third of the length.
  init(_ part: String, keepsLetters: Bool = false) {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in part.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        bytes.append(byte)
      case 0x80...0xFF where keepsLetters: bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    text = String(decoding: bytes, as: UTF8.self)
  }
}
