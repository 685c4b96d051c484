namespace Accel.Inputs;

/// <summary>
/// The samples of one component of a JPEG, and the pixels that they stand for. Where there is one sample for two pixels, each pixel takes
/// three quarters of the nearer and one quarter of the farther sample, rounded up and down by turns, as in libjpeg-turbo; where there is
/// one for more of them, all take it.
/// </summary>
internal sealed class JpegPlane
{
    private readonly JpegFrame _frame;
    private readonly (int Most, int Own) _horizontal, _vertical;
    private readonly List<byte[]> _rows = [];
    private readonly int _rowBytes, _width, _height;

    /// <param name="rowBytes">Samples of a row, those that fill its last block included.</param>
    /// <param name="frame">The picture.</param>
    /// <param name="horizontal">Sampling factors: the largest, and the component's own.</param>
    /// <param name="vertical">Likewise.</param>
    public JpegPlane(int rowBytes, JpegFrame frame, (int Most, int Own) horizontal, (int Most, int Own) vertical)
    {
        (_rowBytes, _frame, _horizontal, _vertical) = (rowBytes, frame, horizontal, vertical);
        _width = ((frame.Width * horizontal.Own) + horizontal.Most - 1) / horizontal.Most;
        _height = ((frame.Height * vertical.Own) + vertical.Most - 1) / vertical.Most;
    }

    /// <summary>Room for rows from one on.</summary>
    public byte[][] Rows(int from, int count)
    {
        while (_rows.Count < from + count)
        {
            _rows.Add(new byte[_rowBytes]);
        }

        return [.. _rows.Skip(from).Take(count)];
    }

    /// <summary>A sample for each pixel of the picture, [height, width].</summary>
    public byte[] Upsampled()
    {
        bool isWide = _horizontal.Most == 2 * _horizontal.Own && _width > 2, isTall = _vertical.Most == 2 * _vertical.Own;
        bool isSmooth = (isWide || _horizontal.Most == _horizontal.Own) && (isTall || _vertical.Most == _vertical.Own);
        byte[] samples = new byte[_frame.Width * _frame.Height];
        int[] sums = new int[_width];
        for (int y = 0; y < _frame.Height; y++)
        {
            var row = samples.AsSpan(y * _frame.Width, _frame.Width);
            if (!isSmooth)
            {
                for (int x = 0; x < row.Length; x++)
                {
                    row[x] = _rows[y * _vertical.Own / _vertical.Most][x * _horizontal.Own / _horizontal.Most];
                }

                continue;
            }

            // Samples times 1 or times 4.
            Sum(isTall, y, sums);
            for (int x = 0; x < row.Length; x++)
            {
                row[x] = (byte)(isWide ? Mean(sums, x, isTall) : isTall ? (sums[x] + (y % 2 == 0 ? 1 : 2)) >> 2 : sums[x]);
            }
        }

        return samples;
    }

    private void Sum(bool isTall, int y, int[] sums)
    {
        byte[] near = _rows[isTall ? y / 2 : y], far = _rows[isTall ? Math.Clamp((y / 2) + (y % 2 == 0 ? -1 : 1), 0, _height - 1) : y];
        for (int x = 0; x < sums.Length; x++)
        {
            sums[x] = isTall ? (3 * near[x]) + far[x] : near[x];
        }
    }

    private static int Mean(int[] sums, int x, bool isTall)
    {
        int near = sums[x / 2], at = (x / 2) + (x % 2 == 0 ? -1 : 1);
        bool isEdge = at < 0 || at == sums.Length;
        return isTall ? ((isEdge ? 4 * near : (3 * near) + sums[at]) + (x % 2 == 0 ? 8 : 7)) >> 4
            : isEdge ? near : ((3 * near) + sums[at] + (x % 2 == 0 ? 1 : 2)) >> 2;
    }
}
