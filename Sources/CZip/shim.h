#ifndef CZIP_SHIM_H
#define CZIP_SHIM_H
#include <zip.h>
#include "../FunctionTable.h"

#define FUNCTIONS(each) \
  each(zip_close) each(zip_discard) each(zip_error_fini) each(zip_error_init) each(zip_error_strerror) each(zip_file_add) \
  each(zip_file_set_dostime) each(zip_get_error) each(zip_open_from_source) each(zip_set_file_compression) each(zip_source_buffer) \
  each(zip_source_buffer_create) each(zip_source_close) each(zip_source_error) each(zip_source_free) each(zip_source_keep) \
  each(zip_source_open) each(zip_source_read) each(zip_source_stat)

FUNCTION_TABLE(Zip, FUNCTIONS)
#undef FUNCTIONS
#endif
