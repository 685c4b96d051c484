using System.Threading.Tasks;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Samples;

/// <summary>Changes the contrast of a picture whose pixels are packed into cells: red, green, blue, one byte unused.</summary>
public class ImageContrastModifier
{
    private const ushort Multiplier = 1000;

    private const int ImageWidthIndex = 0;
    private const int ImageHeightIndex = 1;
    private const int ContrastIndex = 2;
    private const int ImageStartIndex = 3;

    [Replaceable(nameof(ImageContrastModifier) + "." + nameof(MaxDegreeOfParallelism))]
    public static readonly int MaxDegreeOfParallelism = 25;

    public virtual void ChangeContrast(SimpleMemory memory)
    {
        var imageWidth = (ushort)memory.ReadUInt32(ImageWidthIndex);
        var imageHeight = (ushort)memory.ReadUInt32(ImageHeightIndex);
        int contrastValue = memory.ReadInt32(ContrastIndex);

        if (contrastValue > 100) contrastValue = 100;
        else if (contrastValue < -100) contrastValue = -100;

        contrastValue = (100 + (contrastValue * Multiplier)) / 100;

        var tasks = new Task<PixelProcessingTaskOutput>[MaxDegreeOfParallelism];

        int pixelCount = imageHeight * imageWidth;
        int stepCount = pixelCount / MaxDegreeOfParallelism;
        if (pixelCount % MaxDegreeOfParallelism != 0)
        {
            // The last tasks get cells behind the picture.
            stepCount += 1;
        }

        for (int i = 0; i < stepCount; i++)
        {
            for (int t = 0; t < MaxDegreeOfParallelism; t++)
            {
                var pixelBytes = memory.Read4Bytes((i * MaxDegreeOfParallelism) + t + ImageStartIndex);

                tasks[t] = Task.Factory.StartNew(
                    inputObject =>
                    {
                        var input = (PixelProcessingTaskInput)inputObject;
                        return new PixelProcessingTaskOutput
                        {
                            R = ChangePixelValue(input.PixelBytes[0], input.ContrastValue),
                            G = ChangePixelValue(input.PixelBytes[1], input.ContrastValue),
                            B = ChangePixelValue(input.PixelBytes[2], input.ContrastValue),
                        };
                    },
                    new PixelProcessingTaskInput { PixelBytes = pixelBytes, ContrastValue = contrastValue });
            }

            Task.WhenAll(tasks).Wait();

            for (int t = 0; t < MaxDegreeOfParallelism; t++)
            {
                memory.Write4Bytes(
                    (i * MaxDegreeOfParallelism) + t + ImageStartIndex,
                    new[] { tasks[t].Result.R, tasks[t].Result.G, tasks[t].Result.B, (byte)0 });
            }
        }
    }

    private byte ChangePixelValue(byte pixel, int contrastValue)
    {
        var correctedPixel = pixel * Multiplier / 255;
        correctedPixel -= (int)(0.5 * Multiplier);
        correctedPixel *= contrastValue;
        correctedPixel /= Multiplier;
        correctedPixel += (int)(0.5 * Multiplier);
        correctedPixel *= 255;
        correctedPixel /= Multiplier;

        if (correctedPixel < 0) return 0;
        if (correctedPixel > 255) return 255;
        return (byte)correctedPixel;
    }

    private class PixelProcessingTaskInput
    {
        public byte[] PixelBytes;
        public int ContrastValue;
    }

    private class PixelProcessingTaskOutput
    {
        public byte R;
        public byte G;
        public byte B;
    }
}
