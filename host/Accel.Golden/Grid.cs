namespace Accel.Golden;

/// <summary>Height and width of a map; its positions run row-major.</summary>
internal readonly record struct Grid(int Height, int Width)
{
    public int Positions => Height * Width;
}
