import Testing

@testable import PlanReports

/// Cells arrive in a spreadsheet as the text they are.
@Suite struct CSVTests {
  @Test(arguments: [
    ("a", "a"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), ("a;b", "\"a;b\""), ("=1", "'=1"),
    ("=\u{301}cmd", "'=\u{301}cmd"), (" =1", "' =1"), ("+1", "'+1"), ("-1", "-1"), ("-1,5", "\"-1,5\""), ("-1+1", "'-1+1"),
    ("-", "'-"), ("\0=1", "'\0=1"), ("@x", "'@x"), ("\t=x", "\"'\t=x\""),
    ("\u{FF1D}1", "'\u{FF1D}1"), ("\"=1\"", "\"\"\"=1\"\"\""), ("Báo cáo", "Báo cáo"), ("a-b", "a-b"), ("", ""),
    ("\"\u{301}", "\"\"\"\u{301}\""),
  ])
  func cellsAreQuotedAndDefused(_ text: String, _ cell: String) {
    var table = CSVText()
    table.add([text, "x"])
    #expect(table.text == "\u{FEFF}" + cell + ",x\r\n")
  }
}
