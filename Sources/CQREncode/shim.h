#ifndef CQRENCODE_SHIM_H
#define CQRENCODE_SHIM_H
#include <qrencode.h>
#include "../FunctionTable.h"

#define FUNCTIONS(each) \
  each(QRcode_encodeData) each(QRcode_free)

FUNCTION_TABLE(QR, FUNCTIONS)
#undef FUNCTIONS
#endif
