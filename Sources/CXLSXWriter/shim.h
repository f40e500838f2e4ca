#ifndef CXLSXWRITER_SHIM_H
#define CXLSXWRITER_SHIM_H
#include <xlsxwriter.h>
#include "../FunctionTable.h"

#define FUNCTIONS(each) \
  each(format_set_align) each(format_set_bg_color) each(format_set_bold) each(format_set_border) each(format_set_font_size) \
  each(format_set_num_format) each(format_set_text_wrap) each(lxw_strerror) each(lxw_workbook_free) each(workbook_add_format) \
  each(workbook_add_worksheet) each(workbook_close) each(workbook_define_name) each(workbook_new_opt) \
  each(workbook_set_properties) each(worksheet_data_validation_range) each(worksheet_fit_to_pages) \
  each(worksheet_freeze_panes) each(worksheet_hide) each(worksheet_merge_range) each(worksheet_repeat_rows) \
  each(worksheet_set_column) each(worksheet_set_footer) each(worksheet_set_landscape) each(worksheet_set_margins) \
  each(worksheet_set_paper) each(worksheet_write_blank) each(worksheet_write_datetime) each(worksheet_write_number) \
  each(worksheet_write_string)

FUNCTION_TABLE(XLSX, FUNCTIONS)
#undef FUNCTIONS
#endif
