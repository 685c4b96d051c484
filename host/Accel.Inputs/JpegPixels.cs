using BitMiracle.LibJpeg.Classic;

namespace Accel.Inputs;

/// <summary>
/// The pixels of a JPEG. Bits, coefficients and the discrete cosine transform are libjpeg's; its samples become pixels as in libjpeg-turbo
/// and in what most programs use (<see cref="JpegPlane"/>).
/// </summary>
internal static class JpegPixels
{
    private const int BytesPerPixel = 4, BlockRows = 8;

    /// <summary>Red, green, blue and opacity (255) of each pixel, [height, width, 4].</summary>
    /// <exception cref="InputException">The pixels are damaged, or of a kind that libjpeg does not know.</exception>
    public static byte[] Decode(byte[] content, JpegFrame frame, string file)
    {
        var errors = new Errors(file);
        var jpeg = new jpeg_decompress_struct(errors);
        try
        {
            jpeg.jpeg_stdio_src(new MemoryStream(content));
            jpeg.jpeg_read_header(require_image: true);
            jpeg.Raw_data_out = true;
            jpeg.Do_fancy_upsampling = false;
            jpeg.Dct_method = J_DCT_METHOD.JDCT_ISLOW;
            jpeg.jpeg_start_decompress();
            var planes = Planes(jpeg, frame);
            jpeg.jpeg_finish_decompress();
            return Pixels(planes, frame, jpeg.Jpeg_color_space == J_COLOR_SPACE.JCS_YCbCr);
        }
        catch (Exception e) when (e is not (InputException or OutOfMemoryException))
        {
            // The decoder trusts lengths within the file: what it meets there ends in exceptions of all kinds.
            throw errors.Damaged(e.Message);
        }
    }

    // One group of rows after the other, each as high as the tallest component's blocks.
    private static JpegPlane[] Planes(jpeg_decompress_struct jpeg, JpegFrame frame)
    {
        var components = jpeg.Comp_info[..frame.Components];
        int most = components.Max(static c => c.H_samp_factor), rows = jpeg.Max_v_samp_factor * BlockRows;
        JpegPlane[] planes = [.. components.Select(c => new JpegPlane(
            c.Width_in_blocks * BlockRows, frame, (most, c.H_samp_factor), (jpeg.Max_v_samp_factor, c.V_samp_factor)))];
        for (int y = 0; y < frame.Height; y += rows)
        {
            jpeg.jpeg_read_raw_data([.. planes.Select((plane, i) => plane.Rows(y / rows * components[i].V_samp_factor * BlockRows,
                components[i].V_samp_factor * BlockRows))], rows);
        }

        return planes;
    }

    private static byte[] Pixels(JpegPlane[] planes, JpegFrame frame, bool isYcc)
    {
        byte[][] samples = [.. planes.Select(static plane => plane.Upsampled())];
        byte[] pixels = new byte[frame.Width * frame.Height * BytesPerPixel];
        for (int i = 0; i < frame.Width * frame.Height; i++)
        {
            var (first, second, third) = samples.Length == 1 ? (samples[0][i], samples[0][i], samples[0][i])
                : (samples[0][i], samples[1][i], samples[2][i]);
            (pixels[4 * i], pixels[(4 * i) + 1], pixels[(4 * i) + 2]) =
                isYcc ? Rgb(first, second - 128, third - 128) : (first, second, third);
            pixels[(4 * i) + 3] = 255;
        }

        return pixels;
    }

    // ITU-T T.871, in numbers of 16 bits behind the point.
    private static (byte Red, byte Green, byte Blue) Rgb(int y, int cb, int cr)
    {
        const int Half = 1 << 15;
        static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);
        return (Clamp(y + (((91881 * cr) + Half) >> 16)), Clamp(y + (((-22554 * cb) - (46802 * cr) + Half) >> 16)),
            Clamp(y + (((116130 * cb) + Half) >> 16)));
    }

    // What the decoder would go on from, with pixels of its own making, is an error here.
    private sealed class Errors(string file) : jpeg_error_mgr
    {
        public InputException Damaged(string problem) => new(
            file, $"its pixels cannot be decoded ({problem})", "The file is damaged or was cut short; save it again.");

        public override void error_exit() => throw Damaged(format_message());

        public override void emit_message(int msg_level)
        {
            if (msg_level < 0)
            {
                throw Damaged(format_message());
            }
        }

        public override void output_message()
        {
        }
    }
}
