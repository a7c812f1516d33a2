#include "escape.h"

_Noreturn void slh_jpeg_escape_leave(j_common_ptr info, slh_codec_status status) {
  slh_jpeg_escape *escape = (slh_jpeg_escape *)info->err;
  char text[JMSG_LENGTH_MAX];
  escape->manager.format_message(info, text);
  slh_fail(escape->error, status, "%s", text);
  longjmp(escape->frame, 1);
}

static void on_error(j_common_ptr info) {
  switch (info->err->msg_code) {
    case JERR_INPUT_EMPTY:
    case JERR_INPUT_EOF:
      slh_jpeg_escape_leave(info, SLH_CODEC_ENDS_EARLY);
    case JERR_BAD_PRECISION:
    case JERR_SOF_UNSUPPORTED:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_CCIR601_NOTIMPL:
    case JERR_IMAGE_TOO_BIG:
      slh_jpeg_escape_leave(info, SLH_CODEC_UNSUPPORTED);
    case JERR_OUT_OF_MEMORY:
      slh_jpeg_escape_leave(info, SLH_CODEC_FAILED);
    default:
      slh_jpeg_escape_leave(info, SLH_CODEC_DAMAGED);
  }
}

// libjpeg only warns when pixels are missing, and fills them with grey. Such a picture is refused;
// warnings that leave every pixel intact are not.
static void on_message(j_common_ptr info, int level) {
  if (level >= 0) return;
  switch (info->err->msg_code) {
    case JWRN_JPEG_EOF:
    case JWRN_HIT_MARKER:
      slh_jpeg_escape_leave(info, SLH_CODEC_ENDS_EARLY);
    case JWRN_ADOBE_XFORM:
    case JWRN_BOGUS_ICC:
    case JWRN_EXTRANEOUS_DATA:
    case JWRN_JFIF_MAJOR:
    case JWRN_TOO_MUCH_DATA:
      return;
    default:
      slh_jpeg_escape_leave(info, SLH_CODEC_DAMAGED);
  }
}

static void print_nothing(j_common_ptr info) { (void)info; }

struct jpeg_error_mgr *slh_jpeg_escape_install(slh_jpeg_escape *escape) {
  struct jpeg_error_mgr *manager = jpeg_std_error(&escape->manager);
  manager->error_exit = on_error;
  manager->emit_message = on_message;
  manager->output_message = print_nothing;
  return manager;
}
